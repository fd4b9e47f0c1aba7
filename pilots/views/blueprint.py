"""One blueprint for all pages about pilots."""

from flask import Blueprint

blueprint = Blueprint("pilots", __name__)
