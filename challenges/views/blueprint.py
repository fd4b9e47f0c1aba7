"""Where the pages of this feature are registered."""

from flask import Blueprint

blueprint = Blueprint("challenges", "challenges")
