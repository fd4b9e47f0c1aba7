"""Pages: each module registers its own on the one blueprint."""

from accounts.views import bodies, organisation, signing_in
from accounts.views.blueprint import blueprint

__all__ = ["blueprint", "bodies", "organisation", "signing_in"]
