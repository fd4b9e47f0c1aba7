"""Reads of interests: who must declare what, what was declared, what waits to be settled, who is kept out."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, exists, false, not_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from accounts import queries as people
from accounts.models import Council, Person, Supplier
from accounts.states import Role
from challenges.models import Challenge
from core import clock
from core.access import Actor
from core.database import db
from core.pagination import Page
from scoring.models import ConflictMatch, Declaration, Panel, PanelSeat
from scoring.queries.declaring import competing
from scoring.queries.panel import sits_in
from scoring.states import DeclarationState, SeatState
from submissions.models import NAMES_ARE_KNOWN, Submission, SubmissionMember
from submissions.queries.received import cleared, not_barred, unsealed

# Made once: conditions with them are written with each saving of a score.
_THIS, _AROUND = aliased(Submission), aliased(Challenge)
_SAID, _MATCH = aliased(Declaration), aliased(ConflictMatch)
# Until a conflict is settled the person is kept out as well.
KEPT_OUT = (DeclarationState.CONFLICT, DeclarationState.RECUSED)
BIDDERS_PER_PAGE = 50
_CLEARED = (DeclarationState.CLEAR, DeclarationState.MITIGATED)


def barred(actor: Actor, submission_id: Any) -> ColumnElement[bool]:
    """SQL: the actor declared a conflict with this submission that is not mitigated, or was recused from it, or the
    service noticed a link that nobody has looked at."""
    return kept_out(actor.person_id, submission_id)


def kept_out(person_id: Any, submission_id: Any) -> ColumnElement[bool]:
    """SQL, for a person and a submission that may both be columns."""
    if person_id is None:
        return false()
    declared = exists().where(
        Declaration.person_id == person_id,
        Declaration.submission_id == submission_id,
        Declaration.state.in_(KEPT_OUT),
    )
    return or_(declared, suspected(person_id, submission_id))


def suspected(person_id: Any, submission_id: Any) -> ColumnElement[bool]:
    """SQL: the service noticed a link between the two, and nobody has settled it."""
    return exists().where(
        ConflictMatch.person_id == person_id,
        ConflictMatch.submission_id == submission_id,
        ConflictMatch.settled_at.is_(None),
    )


def is_kept_out(person_id: uuid.UUID | None, submission_id: uuid.UUID) -> bool:
    """By a conflict that was declared or noticed."""
    return bool(db.session.scalar(select(kept_out(person_id, submission_id))))


def unlocked(person_id: Any, submission_id: Any) -> ColumnElement[bool]:
    """SQL: declared clear or mitigated, and nothing that the service noticed is unsettled."""
    return and_(
        exists().where(
            Declaration.person_id == person_id,
            Declaration.submission_id == submission_id,
            Declaration.state.in_(_CLEARED),
        ),
        ~suspected(person_id, submission_id),
    )


def open_to(actor: Actor, submission_id: Any) -> ColumnElement[bool]:
    """SQL: unlocked for somebody who assesses. Where names are hidden, nothing is while a conflict of theirs waits to
    be settled: the one proposal that is missing until then, or comes after it, would be that bidder's.
    """
    waits = (
        select(_THIS.id)
        .join(_AROUND, _AROUND.id == _THIS.challenge_id)
        .where(
            _THIS.id == submission_id,
            _AROUND.anonymised,
            _AROUND.state.not_in(NAMES_ARE_KNOWN),
            waiting_for(actor, _AROUND.id),
        )
        .correlate_except(_THIS, _AROUND)
        .exists()
    )
    return and_(unlocked(actor.person_id, submission_id), ~waits)


def waiting_for(actor: Actor, challenge_id: Any) -> ColumnElement[bool]:
    """SQL: a conflict of the actor, declared or noticed, waits to be settled. The id may be a column."""
    return or_(
        exists().where(
            _SAID.person_id == actor.person_id,
            _SAID.challenge_id == challenge_id,
            _SAID.state == DeclarationState.CONFLICT,
        ),
        exists().where(
            _MATCH.person_id == actor.person_id, _MATCH.challenge_id == challenge_id, _MATCH.settled_at.is_(None)
        ),
    )


def waiting_nameless(actor: Actor) -> set[uuid.UUID]:
    """Challenges read without names in which the actor reads nothing until a conflict of theirs is settled."""
    return set(
        db.session.scalars(
            select(Challenge.id).where(
                Challenge.anonymised, Challenge.state.not_in(NAMES_ARE_KNOWN), waiting_for(actor, Challenge.id)
            )
        )
    )


def bids(challenge_id: uuid.UUID, lot_id: uuid.UUID | None = None) -> list[Submission]:
    """Everything that competes, after the deadline, with the organisations behind it; in three queries."""
    return _bids(challenge_id, competing(), lot_id)


def received(challenge_id: uuid.UUID) -> list[Submission]:
    """The same for everything that was there at the deadline: the council may open what competes no more as well."""
    return _bids(challenge_id, unsealed(clock.now()))


def _bids(challenge_id: uuid.UUID, which: ColumnElement[bool], lot_id: uuid.UUID | None = None) -> list[Submission]:
    query = (
        select(Submission)
        .join(Submission.challenge)
        .where(Submission.challenge_id == challenge_id, which)
        .options(
            contains_eager(Submission.challenge),
            joinedload(Submission.supplier),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
        )
        .order_by(Submission.id)
    )
    if lot_id is not None:
        query = query.where(Submission.lot_id == lot_id)
    return list(db.session.scalars(query).unique())


@dataclass(frozen=True)
class Bidder:
    """One line of the list that people declare about: a proposal with all organisations behind it, or, where names
    are not to be linked to proposals, one organisation. `submission_ids` are what it stands for."""

    key: uuid.UUID
    name: str
    submission_ids: tuple[uuid.UUID, ...]


def bidders(competing: Sequence[Submission]) -> list[Bidder]:
    """By name. In an anonymised challenge each organisation by itself, so that no team can be told from the list."""
    if not any(submission.names_hidden for submission in competing):
        lines = [Bidder(one.id, ", ".join(body.name for body in _behind(one)), (one.id,)) for one in competing]
    else:
        names: dict[uuid.UUID, str] = {}
        behind: dict[uuid.UUID, list[uuid.UUID]] = {}
        for one in competing:
            for body in _behind(one):
                names[body.id] = body.name
                behind.setdefault(body.id, []).append(one.id)
        lines = [Bidder(key, names[key], tuple(submission_ids)) for key, submission_ids in behind.items()]
    return sorted(lines, key=lambda line: (line.name.casefold(), str(line.key)))


def bidders_page(lines: Sequence[Bidder], number: int, *, words: str = "") -> Page[Bidder]:
    """Those of the list that have these words in their name, so many at once as can be looked over."""
    wanted = words.strip().casefold()
    found = [line for line in lines if wanted in line.name.casefold()]
    last = max(1, -(-len(found) // BIDDERS_PER_PAGE))
    number = min(max(number, 1), last)
    start = (number - 1) * BIDDERS_PER_PAGE
    return Page(found[start : start + BIDDERS_PER_PAGE], number, len(found), BIDDERS_PER_PAGE)


def office_of(challenge: Challenge) -> set[uuid.UUID]:
    """Those of the lead council who read proposals and decide: its approvers, and its officers where assigned."""
    approvers = people.people_with_role(challenge.council_id, Role.APPROVER)
    return {person.id for person in approvers} | set(challenge.assigned_to or ())


def interest_years(council_id: uuid.UUID) -> int:
    """How many years ago a tie may have ended and still counts by itself, by the rule of this council."""
    return db.session.scalars(select(Council.interest_years).where(Council.id == council_id)).one()


def _behind(one: Submission) -> list[Supplier]:
    """The lead, and the members of what was submitted."""
    return [one.supplier, *(member.body for member in one.standing_members)]


def bid(submission_id: uuid.UUID) -> Submission | None:
    found = db.session.scalars(
        select(Submission)
        .join(Submission.challenge)
        .where(Submission.id == submission_id, unsealed(clock.now()))
        .options(
            contains_eager(Submission.challenge),
            joinedload(Submission.supplier),
            selectinload(Submission.members).joinedload(SubmissionMember.body),
        )
    )
    return found.unique().one_or_none()


def declarations_of(person_id: uuid.UUID, submission_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Declaration]:
    found = db.session.scalars(
        select(Declaration).where(
            Declaration.person_id == person_id, Declaration.submission_id.in_(set(submission_ids))
        )
    )
    return {declaration.submission_id: declaration for declaration in found}


def locked_declaration(person_id: uuid.UUID, submission_id: uuid.UUID) -> Declaration | None:
    """Held until the end of the transaction."""
    return db.session.scalar(
        select(Declaration)
        .where(Declaration.person_id == person_id, Declaration.submission_id == submission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def matches_of(person_ids: Collection[uuid.UUID], submission_ids: Collection[uuid.UUID]) -> list[ConflictMatch]:
    return list(
        db.session.scalars(
            select(ConflictMatch)
            .where(ConflictMatch.person_id.in_(set(person_ids)), ConflictMatch.submission_id.in_(set(submission_ids)))
            .options(joinedload(ConflictMatch.body))
            .order_by(ConflictMatch.id)
        )
    )


def known_conflicts(panel: Panel, submission_ids: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Pairs of person and submission that must not meet: declared and not mitigated, recused, or unsettled."""
    seated = {seat.person_id for seat in panel.seats if seat.person_id}
    declared = db.session.execute(
        select(Declaration.person_id, Declaration.submission_id).where(
            Declaration.person_id.in_(seated),
            Declaration.submission_id.in_(set(submission_ids)),
            Declaration.state.in_(KEPT_OUT),
        )
    )
    noticed = db.session.execute(
        select(ConflictMatch.person_id, ConflictMatch.submission_id).where(
            ConflictMatch.person_id.in_(seated),
            ConflictMatch.submission_id.in_(set(submission_ids)),
            ConflictMatch.settled_at.is_(None),
        )
    )
    return {(row[0], row[1]) for row in (*declared, *noticed)}


@dataclass
class Case:
    """What is known about one person and one bid: their own words, what the service noticed, and whether it waits."""

    person: Person
    submission: Submission
    declaration: Declaration | None = None
    matches: list[ConflictMatch] = field(default_factory=list)

    @property
    def key(self) -> uuid.UUID:
        """What stands in its address: nothing from which a proposal could be told where names are hidden."""
        return self.declaration.id if self.declaration else self.matches[0].id

    def is_known_as(self, key: uuid.UUID) -> bool:
        """Also by a match that was noticed before the person declared."""
        return key in {self.key, *(match.id for match in self.matches)}

    @property
    def open_matches(self) -> list[ConflictMatch]:
        return [match for match in self.matches if match.settled_at is None]

    @property
    def waits(self) -> bool:
        declared = self.declaration is not None and self.declaration.state is DeclarationState.CONFLICT
        return declared or bool(self.open_matches)


def cases(actor: Actor, challenge_id: uuid.UUID) -> list[Case]:
    """Everything but plain "no conflict", what waits first; without what the actor is kept out of themselves, or has
    not declared about."""
    seen = _seen_submissions(actor, challenge_id)
    declarations = list(
        db.session.scalars(
            select(Declaration)
            .where(
                Declaration.challenge_id == challenge_id,
                Declaration.submission_id.in_(seen),
                Declaration.person_id != actor.person_id,
            )
            .options(joinedload(Declaration.person))
        )
    )
    matches = list(
        db.session.scalars(
            select(ConflictMatch)
            .where(
                ConflictMatch.challenge_id == challenge_id,
                ConflictMatch.submission_id.in_(seen),
                ConflictMatch.person_id != actor.person_id,
            )
            .options(joinedload(ConflictMatch.person), joinedload(ConflictMatch.body))
        )
    )
    by_id = {found.id: found for found in received(challenge_id)}
    found = _grouped(declarations, matches, by_id)
    return sorted(found, key=lambda case: (not case.waits, case.person.name, case.submission.supplier.name))


def _seen_submissions(actor: Actor, challenge_id: uuid.UUID) -> Any:
    """Of these the actor may know who is kept out, and why. Together with how far the panel is, that tells an assessor
    whose proposal is whose.
    """
    nameless = and_(Challenge.anonymised, Challenge.state.not_in(NAMES_ARE_KNOWN), sits_in(actor, Challenge.id))
    return (
        select(Submission.id)
        .join(Challenge, Challenge.id == Submission.challenge_id)
        .where(Submission.challenge_id == challenge_id, cleared(actor), not_(nameless))
    )


def _grouped(
    declarations: Sequence[Declaration], matches: Sequence[ConflictMatch], by_id: dict[uuid.UUID, Submission]
) -> list[Case]:
    found: dict[tuple[uuid.UUID, uuid.UUID], Case] = {}
    for declaration in declarations:
        if declaration.submission_id in by_id:
            key = (declaration.person_id, declaration.submission_id)
            found[key] = Case(declaration.person, by_id[declaration.submission_id], declaration)
    for match in matches:
        if match.submission_id in by_id:
            key = (match.person_id, match.submission_id)
            found.setdefault(key, Case(match.person, by_id[match.submission_id])).matches.append(match)
    plain = DeclarationState.CLEAR
    return [
        case
        for case in found.values()
        if case.matches or (case.declaration is not None and case.declaration.state is not plain)
    ]


def waiting(actor: Actor) -> CompoundSelect[uuid.UUID, uuid.UUID, uuid.UUID]:
    """Challenge, person and submission of every conflict that waits, but the actor's own and what they may not see."""
    seen = select(Submission.id).where(not_barred(actor))
    return (
        select(Declaration.challenge_id, Declaration.person_id, Declaration.submission_id)
        .where(
            Declaration.council_id == actor.body_id,
            Declaration.state == DeclarationState.CONFLICT,
            Declaration.person_id != actor.person_id,
            Declaration.submission_id.in_(seen),
        )
        .union(
            select(ConflictMatch.challenge_id, ConflictMatch.person_id, ConflictMatch.submission_id).where(
                ConflictMatch.council_id == actor.body_id,
                ConflictMatch.settled_at.is_(None),
                ConflictMatch.person_id != actor.person_id,
                ConflictMatch.submission_id.in_(seen),
            )
        )
    )


def waiting_in(actor: Actor, challenge_id: uuid.UUID) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Person and submission of what waits to be settled in one challenge of the actor's council."""
    return {(row[1], row[2]) for row in db.session.execute(waiting(actor)) if row[0] == challenge_id}


def seats_of_person(person_id: uuid.UUID, challenge_id: uuid.UUID) -> list[PanelSeat]:
    return list(
        db.session.scalars(
            select(PanelSeat)
            .join(PanelSeat.panel)
            .where(
                PanelSeat.person_id == person_id,
                PanelSeat.state == SeatState.ACCEPTED,
                Panel.challenge_id == challenge_id,
            )
            .options(contains_eager(PanelSeat.panel))
        )
    )
