"""The one blueprint of this feature, on which all its view modules register."""

from flask import Blueprint

blueprint = Blueprint("scoring", __name__)
