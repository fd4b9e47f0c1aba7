"""Reads of the public's vote on a shortlist: how far it is, what it says, and who has no part in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, exists, or_, select, union_all
from sqlalchemy.orm import joinedload

from accounts.models import Membership
from accounts.queries.people import running
from accounts.states import Role
from challenges.models import Challenge, ChallengeOfficer, Lot
from challenges.queries.officer import is_assigned
from challenges.states import ChallengeState
from core import clock
from core.access import Actor
from core.database import db
from participation.models import Ballot, BallotOption
from participation.queries.ballot import BallotPage, live_ballot, live_ballots
from scoring.models import Decision, Panel, PanelSeat
from scoring.queries.decision import ISSUED
from scoring.queries.declaring import panel_at_work
from scoring.states import DecisionKind
from submissions.models import Submission, SubmissionMember
from submissions.states import SubmissionState

_LEFT = (SubmissionState.WITHDRAWN, SubmissionState.DISQUALIFIED, SubmissionState.VOID)


@dataclass(frozen=True)
class VotePage:
    """The vote as its officers see it; `page` is None before it is set up."""

    panel: Panel
    page: BallotPage | None

    @property
    def ballot(self) -> Ballot | None:
        return self.page.ballot if self.page else None


def vote_in_sight(actor: Actor, panel_id: uuid.UUID) -> VotePage | None:
    """For the council whose panel it is, once they have declared about those who stand on the shortlist."""
    panel = panel_at_work(actor, panel_id)
    if panel is None:
        return None
    ballot = live_ballot(panel.id)
    return VotePage(panel=panel, page=BallotPage(ballot=ballot, at=clock.now()) if ballot else None)


def ballots_of(challenge: Challenge) -> list[tuple[Ballot, str]]:
    """The live ones of all lots and phases of a challenge, with their options, each with its lot's title."""
    rows = db.session.execute(select(Panel.id, Lot.title).join(Panel.lot).where(Panel.challenge_id == challenge.id))
    titles = {row[0]: row[1] for row in rows}
    return [(ballot, titles[ballot.subject_id]) for ballot in live_ballots(list(titles))] if titles else []


def _shortlist_told() -> ColumnElement[bool]:
    """SQL: bidders know the shortlist of this panel."""
    return exists().where(
        Decision.panel_id == Panel.id, Decision.kind == DecisionKind.SHORTLIST, Decision.state.in_(ISSUED)
    )


def vote_awaited() -> ColumnElement[bool]:
    """SQL: the public votes on what this panel ranks, the shortlist is known, and the vote is not counted yet.

    Needs `Panel` and `Challenge` in the statement.
    """
    counted = exists().where(Ballot.subject_id == Panel.id, Ballot.counted_at.is_not(None))
    return and_(Challenge.public_vote, _shortlist_told(), ~counted)


def votes_to_set_up(actor: Actor) -> list[tuple[uuid.UUID, str]]:
    """Panels of the actor's council whose shortlist is known and waits for the public's vote: id and title."""
    rows: Any = db.session.execute(
        select(Panel.id, Challenge.title)
        .join(Panel.challenge)
        .where(
            Panel.council_id == actor.body_id,
            Challenge.state == ChallengeState.ASSESSING,
            Challenge.public_vote,
            is_assigned(actor, Challenge.id),
            _shortlist_told(),
            ~exists().where(Ballot.subject_id == Panel.id, Ballot.cancelled_at.is_(None)),
        )
        .order_by(Challenge.closes_at, Panel.id)
    )
    return [(row[0], row[1]) for row in rows]


def to_put_forward(panel: Panel, submission_ids: Sequence[uuid.UUID]) -> Sequence[Submission]:
    """These proposals, with all that stands on a ballot."""
    found = db.session.scalars(
        select(Submission)
        .where(Submission.id.in_(submission_ids), Submission.lot_id == panel.lot_id)
        .options(joinedload(Submission.supplier), joinedload(Submission.members).joinedload(SubmissionMember.body))
        .order_by(Submission.reference)
    )
    return found.unique().all()


def left_while_voting() -> Sequence[uuid.UUID]:
    """Proposals that stand on a live ballot and are no longer in the race."""
    return db.session.scalars(
        select(BallotOption.subject_id)
        .join(BallotOption.ballot)
        .join(Submission, Submission.id == BallotOption.subject_id)
        .where(
            Ballot.cancelled_at.is_(None),
            Ballot.counted_at.is_(None),
            BallotOption.left_at.is_(None),
            Submission.state.in_(_LEFT),
        )
    ).all()


def without_a_purpose() -> Sequence[Ballot]:
    """Ballots that are not over, about challenges that are no longer assessed."""
    return db.session.scalars(
        select(Ballot)
        .join(Panel, Panel.id == Ballot.subject_id)
        .join(Panel.challenge)
        .where(
            Ballot.cancelled_at.is_(None),
            Ballot.counted_at.is_(None),
            Challenge.state != ChallengeState.ASSESSING,
        )
        .options(joinedload(Ballot.council))
    ).all()


# Why somebody has no vote, in words for them.
_SCORES = _l("You are on the panel, so you have no vote here: your scores count already.")
_BIDS = _l("You belong to an organisation that put forward a proposal here, so you have no vote.")
_DECIDES = _l("You run or decide this challenge for the council, so you have no vote.")


def voting_obstacle(person_id: uuid.UUID, panel_id: uuid.UUID) -> Any:
    """Why this person has no vote on the shortlist of a panel, in words; None when they have one. In one query."""
    panel = select(Panel.challenge_id, Panel.lot_id, Panel.council_id).where(Panel.id == panel_id).subquery()
    held = exists().where(Membership.person_id == person_id, running(clock.now().date())).correlate(panel)
    bodies = union_all(
        select(Submission.supplier_id).where(
            Submission.challenge_id == panel.c.challenge_id, Submission.state != SubmissionState.DRAFT
        ),
        select(SubmissionMember.body_id)
        .join(SubmissionMember.submission)
        .where(Submission.challenge_id == panel.c.challenge_id, SubmissionMember.confirmed_at.is_not(None)),
    )
    scores = exists().where(
        PanelSeat.panel_id == panel_id, PanelSeat.person_id == person_id, PanelSeat.terms_accepted_at.is_not(None)
    )
    assigned = exists().where(
        ChallengeOfficer.challenge_id == panel.c.challenge_id,
        ChallengeOfficer.person_id == person_id,
        ChallengeOfficer.ended_at.is_(None),
    )
    approves = held.where(Membership.body_id == panel.c.council_id, Membership.role == Role.APPROVER)
    row = db.session.execute(
        select(
            scores.label("scores"),
            held.where(Membership.body_id.in_(bodies)).label("bids"),
            or_(assigned, approves).label("decides"),
        ).select_from(panel)
    ).one_or_none()
    if row is None:
        return None
    return _SCORES if row.scores else _BIDS if row.bids else _DECIDES if row.decides else None
