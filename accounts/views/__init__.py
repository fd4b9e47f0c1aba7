"""Pages: each module registers its own on the one blueprint."""

from accounts.views import administration, bodies, organisation, signing_in, team
from accounts.views.blueprint import blueprint

__all__ = ["administration", "blueprint", "bodies", "organisation", "signing_in", "team"]
