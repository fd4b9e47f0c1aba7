"""Reads of pilots as everybody may see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from accounts.models import Council, Supplier
from challenges.models import Challenge, Problem
from challenges.queries import problems_behind
from core.access import Actor
from core.database import db
from core.pagination import Page, paginate
from core.search import ask, is_among
from core.workflow import LabelledState
from pilots.models import Adoption, Kpi, Pilot, Stage
from pilots.states import AdoptionState, PilotState

PUBLIC_STATES = tuple(state for state in PilotState if state is not PilotState.CONTRACTING)
RUNNING = (PilotState.MOBILISING, PilotState.ACTIVE, PilotState.EVALUATING, PilotState.EXTENDED, PilotState.SCALING)
NEWEST = (Pilot.signed_on.desc(), Pilot.id.desc())
CONTRACT_ROLES = ("lead", "officer", "approver", "auditor")


@dataclass(frozen=True)
class AdoptionSearch:
    """`council` is the slug of the adopting council."""

    words: str = ""
    council: str = ""
    state: AdoptionState | None = None
    page: int = 1
    among: Sequence[uuid.UUID] | None = None

    @property
    def more(self) -> dict[str, LabelledState]:
        """Nothing besides words, council and state."""
        return {}


@dataclass(frozen=True)
class Chain:
    """Where a pilot came from."""

    challenge: Challenge
    problems: Sequence[Problem]


def running_pilots(*, limit: int) -> Sequence[Pilot]:
    """The pilots signed last that are under way or in use, with their councils."""
    query = signed().where(Pilot.state.in_((*RUNNING, PilotState.IN_USE)))
    return db.session.scalars(query.order_by(*NEWEST).limit(limit)).all()


def pilots_of_council(council_id: uuid.UUID, *, limit: int) -> Sequence[Pilot]:
    """The public pilots that one council runs or ran."""
    query = signed().where(Pilot.council_id == council_id)
    return db.session.scalars(query.order_by(*NEWEST).limit(limit)).all()


def adoptions_of_council(council_id: uuid.UUID, *, limit: int) -> Sequence[Adoption]:
    """What one council takes up from others."""
    query = select(Adoption).where(Adoption.council_id == council_id).options(joinedload(Adoption.pilot))
    return db.session.scalars(query.order_by(Adoption.registered_at.desc()).limit(limit)).all()


def adoption_list(search: AdoptionSearch) -> Page[Adoption]:
    """One page of what councils take up from others, the latest move first, in two queries."""
    query = (
        select(Adoption)
        .join(Adoption.council)
        .join(Adoption.pilot)
        .where(*worded(search.words))
        .options(contains_eager(Adoption.council), contains_eager(Adoption.pilot))
        .order_by(Adoption.moved_at.desc(), Adoption.id.desc())
    )
    if search.council:
        query = query.where(Council.slug == search.council)
    if search.state:
        query = query.where(Adoption.state == search.state)
    if search.among is not None:
        query = query.where(Adoption.id.in_(search.among))
    return paginate(query, search.page)


def pilot_by_slug(actor: Actor, slug: str) -> Pilot | None:
    """The pilot with everything that is public about it; before the signature only for the two sides."""
    return db.session.scalar(
        select(Pilot)
        .where(Pilot.slug == slug, visible_to(actor))
        .options(
            selectinload(Pilot.stages).joinedload(Stage.review),
            selectinload(Pilot.kpis).selectinload(Kpi.observations),
            selectinload(Pilot.adoptions),
        )
    )


def pilots_of_challenge(challenge_id: uuid.UUID) -> Sequence[Pilot]:
    """The public pilots of a challenge with their adoptions, the earliest first."""
    query = signed().where(Pilot.challenge_id == challenge_id).options(selectinload(Pilot.adoptions))
    return db.session.scalars(query.order_by(Pilot.signed_on, Pilot.id)).all()


def chain_of(pilot: Pilot) -> Chain:
    """Back to the residents' sentences, in two queries."""
    challenge = db.session.scalars(
        select(Challenge).where(Challenge.id == pilot.challenge_id).options(joinedload(Challenge.council))
    ).one()
    return Chain(challenge=challenge, problems=problems_behind(challenge.id))


def adopting(adoptions: Sequence[Adoption]) -> int:
    """How many councils use it now."""
    return sum(1 for adoption in adoptions if adoption.state is AdoptionState.LIVE)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Everybody sees what is signed; the two sides of the contract see it before."""
    public = Pilot.state != PilotState.CONTRACTING
    return or_(public, side_of(actor)) if actor.body_id else public


def side_of(actor: Actor) -> ColumnElement[bool]:
    """Pilots of the body that the actor acts for: as the supplier, or in a role of the council that reads contracts."""
    if actor.role in CONTRACT_ROLES:
        return or_(Pilot.council_id == actor.body_id, Pilot.supplier_id == actor.body_id)
    return Pilot.supplier_id == actor.body_id


def signed() -> Select[Pilot]:
    return (
        select(Pilot)
        .join(Pilot.council)
        .where(Pilot.state != PilotState.CONTRACTING)
        .options(contains_eager(Pilot.council))
    )


def worded(typed: str) -> list[ColumnElement[bool]]:
    """Every word, the last perhaps only begun, in title, summary or what was learned; or as `named`."""
    question = ask(typed)
    return [is_among(Pilot.search, question.begun, named(typed))] if question else []


def named(typed: str) -> ColumnElement[bool]:
    """The supplier's name, or the whole reference."""
    suppliers = select(Supplier.id).where(Supplier.name.icontains(typed.strip(), autoescape=True))
    return or_(Pilot.supplier_id.in_(suppliers), Pilot.reference == typed.strip().upper())


def adopters_of(pilot_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many other councils use or try out each."""
    rows = db.session.execute(
        select(Adoption.pilot_id, func.count())
        .where(Adoption.pilot_id.in_(pilot_ids), Adoption.state != AdoptionState.DISCONTINUED)
        .group_by(Adoption.pilot_id)
    )
    return {row[0]: row[1] for row in rows}
