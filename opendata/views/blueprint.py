"""The one blueprint of this floor."""

from flask import Blueprint

blueprint = Blueprint("opendata", __name__)
