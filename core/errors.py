"""The ways in which Townlab says no. `web.errors` turns each into a page in plain words."""

from flask_babel import lazy_gettext as _l


class TownlabError(Exception):
    """Something a person may be told. `message` is written for the person who reads the page."""

    status = 400

    def __init__(self, message: object) -> None:
        super().__init__(str(message) if isinstance(message, str) else message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotPermitted(TownlabError):
    """The actor may not do this, whatever the state of the thing."""

    status = 403

    def __init__(self, message: object | None = None) -> None:
        super().__init__(message or _l("You do not have permission to do this."))


class SignedOut(TownlabError):
    """A form came from somebody whose visit has ended; the page hands back what they typed."""

    status = 401

    def __init__(self) -> None:
        super().__init__(_l("You are signed out."))


class IllegalMove(TownlabError):
    """A lifecycle has no such move from the state the thing is in."""

    status = 409

    def __init__(self, *, lifecycle: str, state: str, action: str, message: object) -> None:
        super().__init__(message)
        self.lifecycle = lifecycle
        self.state = state
        self.action = action


class Refused(TownlabError):
    """A rule of the domain says no: too late, not complete, already done.

    `field` names the form field that the message belongs to, when there is one.
    """

    status = 409

    def __init__(self, message: object, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Conflict(Refused):
    """Somebody else changed the same thing meanwhile."""
