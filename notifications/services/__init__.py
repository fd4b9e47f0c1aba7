"""Verbs of telling people: at once, and daily of what is new in the searches that they saved."""

from notifications.services.digests import last_hour, path_of, send_digests
from notifications.services.saving import (
    ask_to_save,
    confirm,
    end_all,
    end_for,
    end_search,
    list_of,
    save_search,
    tidy,
    told,
)
from notifications.services.telling import tell, tell_batch, tell_followers, tell_people

__all__ = [
    "ask_to_save",
    "confirm",
    "end_all",
    "end_for",
    "end_search",
    "last_hour",
    "list_of",
    "path_of",
    "save_search",
    "send_digests",
    "tell",
    "tell_batch",
    "tell_followers",
    "tell_people",
    "tidy",
    "told",
]
