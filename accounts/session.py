"""Who is at the other end: the sign-in session, and the actor of each request."""

import uuid

from flask import Flask, g, session
from flask_login import LoginManager, login_user, logout_user

from accounts import queries, services
from accounts.models import Council, Membership, Person
from core.access import ANONYMOUS, Actor

_ACTING = "acting_as"
manager = LoginManager()


def install(app: Flask) -> None:
    """Let Flask-Login keep the session, and put the actor of each request where `core.access` looks for it."""
    # Without its context processor, which would read the person again for every page.
    manager.init_app(app, add_context_processor=False)
    manager.session_protection = None

    @app.before_request
    def know_the_actor() -> None:
        g.actor = _actor()


@manager.user_loader  # type: ignore[untyped-decorator]
def load_person(kept: str) -> Person | None:
    """The person of a session, unless they were erased or ended all their sessions since."""
    person_id, _, stamp = kept.partition(":")
    someone = queries.person_with_memberships(uuid.UUID(person_id))
    return someone if someone and someone.is_active and someone.session_stamp == stamp else None


def _actor() -> Actor:
    if "_user_id" not in session:
        return ANONYMOUS
    someone = load_person(session["_user_id"])
    if someone is None:
        session.clear()
        return ANONYMOUS
    g.person = someone
    chosen = _chosen(someone)
    if chosen is not None and isinstance(chosen.body, Council):
        g.timezone = chosen.body.timezone
    return queries.actor_for(someone, chosen)


def _chosen(someone: Person) -> Membership | None:
    wanted = session.get(_ACTING)
    return next((held for held in queries.current_memberships(someone) if str(held.id) == wanted), None)


def sign_in(someone: Person) -> list[Membership]:
    """Begin a new session; a single membership is taken up at once. Returns those to choose from."""
    session.clear()
    login_user(someone)
    session.permanent = True
    known = queries.person_with_memberships(someone.id)
    held = queries.current_memberships(known) if known else []
    act_for(someone, held[0] if len(held) == 1 else None)
    services.record_sign_in(someone, by=g.actor)
    return held


def act_for(someone: Person, membership: Membership | None) -> None:
    """Choose for whom the person acts in this session."""
    session[_ACTING] = str(membership.id) if membership else ""
    g.actor = queries.actor_for(someone, membership)


def sign_out() -> None:
    logout_user()
    session.clear()


def person_here() -> Person:
    """The person who has signed in. Only behind `@signed_in` or a policy that asks for it."""
    found: Person = g.person
    return found


def renew(someone: Person) -> None:
    """Go on in this session after all others were ended."""
    kept = session.get(_ACTING, "")
    session.clear()
    login_user(someone)
    session.permanent = True
    session[_ACTING] = kept
