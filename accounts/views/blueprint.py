"""Where the pages of this feature are registered, and what several of them need."""

from flask import Blueprint

blueprint = Blueprint("accounts", "accounts")
