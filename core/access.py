"""Who may do what. Every endpoint declares a rule; one that declares none is refused to everybody.

The rule is checked at the door (`requires`) and again in the service, so that a job or a command cannot go round it.
"""

import functools
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from core.errors import NotPermitted, SignedOut
from core.registry import Registry

View = TypeVar("View", bound=Callable[..., Any])
Policy = Callable[..., bool]


@dataclass(frozen=True)
class Actor:
    """A person, and for whom they act now. Somebody who has not signed in has no `person_id`."""

    person_id: uuid.UUID | None = None
    name: str = ""
    membership_id: uuid.UUID | None = None
    body_id: uuid.UUID | None = None
    body_kind: str = ""
    role: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    def acts_for(self, body_id: uuid.UUID | None, *roles: str) -> bool:
        """Whether the actor acts for this body now, in one of `roles` (any role when none is named)."""
        return self.body_id is not None and self.body_id == body_id and (not roles or self.role in roles)


ANONYMOUS = Actor()
# Each entry says, for somebody who is about to be turned away from an address with these arguments, where they have to
# do something first; None when that is not what keeps it closed. Asked then only.
detours: Registry[Callable[["Actor", Mapping[str, Any]], str | None]] = Registry("what comes first")
# What the machine does by itself (jobs, the passing of a date) is done by nobody, and recorded so.
SYSTEM = Actor(name="Townlab", role="system")


@dataclass(frozen=True)
class Rule:
    """What an endpoint declared: `kind` is public, signed_in or policy."""

    kind: str
    policy: Policy | None = None


def current_actor() -> Actor:
    """The actor of the request under way, put there by the `accounts` floor."""
    return getattr(g, "actor", ANONYMOUS)


def public(view: View) -> View:
    """Open to everybody."""
    view.access_rule = Rule("public")  # type: ignore[attr-defined]  # functions take attributes
    return view


def signed_in(view: View) -> View:
    """Open to everybody who has signed in; the view shows them only what is theirs."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_actor().is_signed_in:
            return _to_sign_in()
        return view(*args, **kwargs)

    guarded.access_rule = Rule("signed_in")  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def requires(policy: Policy, *, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Open to those for whom `policy(actor, thing)` holds.

    `load(actor, **url_arguments)` fetches the thing, already filtered by what the actor may know of; what it does
    not find is a 404, unless something has to be done first: see `detours`.

    Without `load` the policy is asked as `policy(actor)` and the view gets the URL's arguments.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(**url_arguments: Any) -> Any:
            actor = current_actor()
            if load is None:
                return view(**url_arguments) if policy(actor) else _refuse(actor)
            thing = load(actor, **url_arguments)
            if thing is None:
                # A link from a mail to a private page leads somebody who has not signed in to the sign-in page,
                # whether or not the page exists, so that the answer tells nothing.
                return _detour(actor, url_arguments) or abort(404) if actor.is_signed_in else _to_sign_in()
            if not policy(actor, thing):
                return _detour(actor, url_arguments) or _refuse(actor)
            return view(thing)

        guarded.access_rule = Rule("policy", policy)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def check(allowed: bool, message: object | None = None) -> None:
    """For services: raises `NotPermitted` unless `allowed`."""
    if not allowed:
        raise NotPermitted(message)


def install(app: Flask) -> None:
    """Deny each request to an endpoint that declares no rule."""

    @app.before_request
    def deny_undeclared() -> None:
        if request.endpoint is None or request.endpoint == "static":
            return
        view = app.view_functions[request.endpoint]
        if getattr(view, "access_rule", None) is None:
            raise NotPermitted


def _detour(actor: Actor, url_arguments: Mapping[str, Any]) -> Response | None:
    """To what has to be done before the page opens; from there they go on to where they were going."""
    if not actor.is_signed_in:
        return None
    first = next((address for ask in detours if (address := ask(actor, url_arguments))), None)
    return redirect(first) if first else None


def _refuse(actor: Actor) -> Response:
    if not actor.is_signed_in:
        return _to_sign_in()
    raise NotPermitted


def local(wanted: str | None) -> str:
    """The path to go on to afterwards, only when it is one of this service."""
    parts = urlsplit(wanted or "")
    safe = wanted and not parts.scheme and not parts.netloc and wanted.startswith("/") and not wanted.startswith("//")
    return wanted if safe and "\\" not in (wanted or "") else ""  # type: ignore[return-value]


def _to_sign_in() -> Response:
    if set(request.form) - {"csrf_token"}:
        raise SignedOut
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
