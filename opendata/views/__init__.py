"""What machines fetch. Everything here is public, and the same for everybody."""

from opendata.views import calendars, feeds, maps
from opendata.views.blueprint import blueprint

__all__ = ["blueprint", "calendars", "feeds", "maps"]
