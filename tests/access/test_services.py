"""Who is refused by the verbs themselves, where no door stands before them: a job or a command finds no way round."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import joinedload, selectinload

from accounts import services as accounts
from accounts.models import Supplier
from accounts.states import Role
from challenges import services as challenges
from challenges.models import Challenge, Criterion, Lot, Phase
from challenges.services import approval
from challenges.services import problem as problems
from challenges.states import ChallengeState
from challenges.states.problem import Channel
from core import clock
from core.access import ANONYMOUS, SYSTEM, Actor
from core.database import db
from core.errors import NotPermitted, Refused
from submissions import services as submissions
from tests.factories.accounts import (
    CommunityGroupFactory,
    CouncilFactory,
    OperatorFactory,
    PersonFactory,
    SupplierFactory,
    actor_alone,
    member,
)
from tests.factories.challenges import ChallengeFactory

pytestmark = [pytest.mark.access, pytest.mark.usefixtures("db_session")]


@pytest.fixture
def council(db_session):
    return CouncilFactory()


def everybody_but(council, *left_out: str) -> dict[str, Actor]:
    """Each role of the council and elsewhere, those left out aside."""
    elsewhere = CouncilFactory()
    found = {
        "nobody": ANONYMOUS,
        "resident": actor_alone(PersonFactory()),
        "supplier": member(SupplierFactory(), Role.LEAD),
        "group": member(CommunityGroupFactory(), Role.LEAD),
        "administrator": member(OperatorFactory(), Role.ADMINISTRATOR),
    }
    for role in (Role.LEAD, Role.OFFICER, Role.APPROVER, Role.MODERATOR, Role.AUDITOR):
        found[role.value] = member(council, role)
        found[f"{role.value} elsewhere"] = member(elsewhere, role)
    return {name: actor for name, actor in found.items() if name not in left_out}


def those_let_in(act: Callable[[Actor], Any], actors: dict[str, Actor]) -> list[str]:
    """Everybody who was not refused."""
    let_in = []
    for who, actor in actors.items():
        try:
            act(actor)
        except NotPermitted:
            continue
        let_in.append(who)
    return let_in


MOVES = {
    "start_assessment": (ChallengeState.CLOSED, {}),
    "record_decision": (ChallengeState.ASSESSING, {}),
    "start_standstill": (ChallengeState.DECIDED, {}),
    "set_aside": (ChallengeState.STANDSTILL, {"reason": "A claim was upheld."}),
    "award": (ChallengeState.STANDSTILL, {}),
    "start_delivery": (ChallengeState.AWARDED, {}),
    "complete": (ChallengeState.DELIVERING, {}),
    "declare_unsuccessful": (ChallengeState.CLOSED, {"reason": "Nobody proposed."}),
}


@pytest.mark.parametrize("name", MOVES)
def test_nobody_but_the_councils_officers_and_approvers_moves_a_challenge_on(council, name):
    state, reasons = MOVES[name]
    challenge, move = ChallengeFactory(at=state, council=council), getattr(challenges, name)

    let_in = those_let_in(
        lambda actor: move(challenge, by=actor, **reasons), everybody_but(council, "officer", "approver")
    )

    assert let_in == []
    move(challenge, by=SYSTEM if name in {"start_delivery", "complete"} else member(council, Role.OFFICER), **reasons)


def test_nobody_but_an_officer_of_the_council_writes_a_problem_down_for_it(council):
    report = problems.Report(council_id=council.id, words="The lift is broken.")

    let_in = those_let_in(
        lambda actor: problems.enter_problem(report, channel=Channel.PHONE, consent_given=True, by=actor),
        everybody_but(council, "officer"),
    )

    assert let_in == []
    problems.enter_problem(report, channel=Channel.PHONE, consent_given=True, by=member(council, Role.OFFICER))


def test_nobody_but_its_lead_and_the_administrator_names_who_acts_for_a_council(council):
    facts = {"email": "new@town.example", "role": Role.OFFICER}

    let_in = those_let_in(
        lambda actor: accounts.grant_membership(council, by=actor, **facts),
        everybody_but(council, "lead", "administrator"),
    )

    assert let_in == []
    accounts.grant_membership(council, by=member(council, Role.LEAD), **facts)


def test_nobody_but_officers_enters_a_supplier_that_wrote_on_paper(council):
    facts = {"name": "Warm Ways Ltd", "scheme": "GB-COH", "identifier": "01234567"}

    let_in = those_let_in(
        lambda actor: accounts.supplier_for_entry(**facts, by=actor),
        everybody_but(council, "officer", "officer elsewhere"),
    )

    assert let_in == []
    assert isinstance(accounts.supplier_for_entry(**facts, by=member(council, Role.OFFICER)), Supplier)


def test_nobody_but_who_acts_for_a_supplier_starts_a_proposal(council):
    challenge = ChallengeFactory(at=ChallengeState.OPEN, council=council)

    let_in = those_let_in(
        lambda actor: submissions.start_submission(challenge, by=actor), everybody_but(council, "supplier")
    )

    assert let_in == []
    submissions.start_submission(challenge, by=member(SupplierFactory(), Role.MEMBER))


def test_a_challenge_is_sent_for_approval_only_with_words_for_every_score(council):
    whole, lacking = (
        _whole(ChallengeFactory(at=ChallengeState.DRAFT, council=council), anchors=anchors) for anchors in (6, 5)
    )
    by, _approver = member(council, Role.OFFICER), member(council, Role.APPROVER)

    approval.submit_for_approval(whole, note="", by=by)
    with pytest.raises(Refused):
        approval.submit_for_approval(lacking, note="", by=by)


def _whole(challenge: Challenge, *, anchors: int) -> Challenge:
    """As its officer loads it, with so many of the six anchors of the first criterion."""
    first = challenge.lots[0].criteria[0]
    first.anchors = first.anchors[:anchors]
    db.session.flush()
    db.session.expire_all()
    clock.forget()
    options = (
        joinedload(Challenge.council),
        selectinload(Challenge.questions),
        selectinload(Challenge.phases).selectinload(Phase.shares),
        selectinload(Challenge.lots).selectinload(Lot.criteria).selectinload(Criterion.anchors),
    )
    return db.session.get_one(Challenge, challenge.id, options=options)
