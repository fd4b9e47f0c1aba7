"""Challenges for tests. `ChallengeFactory(at=ChallengeState.CLOSED)` is one whose dates put it in that state now."""

import datetime as dt
from decimal import Decimal
from typing import Any

import factory
from sqlalchemy.orm.attributes import set_committed_value

from challenges.models import Anchor, Challenge, ChallengePartner, Criterion, FundingShare, Lot, Phase, Question
from challenges.states import AnswerKind, ChallengeState, Instrument
from challenges.states.challenge import PartnerKind, PartnerState
from core import clock
from core.database import db, new_id
from core.text import new_reference
from participation.services import create_topic
from tests.factories.accounts import CouncilFactory, PersonFactory, TownlabFactory, assign_all

State = ChallengeState
DERIVED = (State.SCHEDULED, State.OPEN, State.CLOSED)
BEFORE_APPROVAL = (State.DRAFT, State.IN_APPROVAL)
# Days from now to the opening, by the state that is wanted.
OPENS_IN = {State.DRAFT: 14, State.IN_APPROVAL: 14, State.SCHEDULED: 7, State.OPEN: -10}
OPEN_FOR = dt.timedelta(days=30)


def _opens_at(at: ChallengeState) -> dt.datetime:
    return clock.now().replace(microsecond=0) + dt.timedelta(days=OPENS_IN.get(at, -60))


class ChallengeFactory(TownlabFactory):
    """A whole challenge: one lot with three criteria, one phase with its money, three questions.

    `at` is the state that people see. Closed ones closed 30 days ago.
    """

    class Meta:
        model = Challenge

    class Params:
        at = State.OPEN

    id = factory.LazyFunction(new_id)
    reference = factory.LazyFunction(lambda: new_reference("CHL"))
    slug = factory.Sequence(lambda n: f"challenge-{n}")
    council = factory.SubFactory(CouncilFactory)
    council_id = factory.LazyAttribute(lambda new: new.council.id)
    title = factory.Sequence(lambda n: f"Challenge {n}")
    summary = "Fewer falls on icy pavements."
    problem_statement = "People fall on icy pavements, and we learn of it too late."
    evidence = "412 falls were reported last winter."
    outcomes_wanted = "Half as many falls."
    who_is_affected = "People over 75, and those who look after them."
    eligibility = "Any organisation."
    route_to_market = "A call-off from our highways framework."
    terms = "You keep the rights."
    intellectual_property = "The council may use it without a fee."
    panel_needs = "Somebody from the highways team."
    contact_name = "Ann Officer"
    contact_email = "ann@council.example"
    contact_phone = "01632 960 001"
    budget_owner = "Director of Highways"
    conflicts_assessment = "Nobody on the team has shares in a supplier."
    preset = "rapid"
    instrument = Instrument.CONTRACT
    state = factory.LazyAttribute(lambda new: State.APPROVED if new.at in DERIVED else new.at)
    opens_at = factory.LazyAttribute(lambda new: _opens_at(new.at))
    closes_at = factory.LazyAttribute(lambda new: new.opens_at + OPEN_FOR)
    questions_close_at = factory.LazyAttribute(lambda new: new.closes_at - dt.timedelta(days=5))
    decision_expected_on = factory.LazyAttribute(lambda new: (new.closes_at + dt.timedelta(days=30)).date())
    languages = factory.LazyAttribute(lambda new: list(new.council.languages))
    currency = "GBP"
    drafted_by = factory.LazyFunction(lambda: PersonFactory().id)
    drafted_at = factory.LazyAttribute(lambda new: new.opens_at - dt.timedelta(days=30))
    drafters = factory.LazyAttribute(lambda new: [str(new.drafted_by)])
    approved_by = factory.LazyAttribute(lambda new: None if new.at in BEFORE_APPROVAL else PersonFactory().id)
    approved_at = factory.LazyAttribute(
        lambda new: None if new.at in BEFORE_APPROVAL else new.opens_at - dt.timedelta(days=8)
    )
    announced_at = factory.LazyAttribute(
        lambda new: None if new.at in (*BEFORE_APPROVAL, State.SCHEDULED) else new.opens_at
    )
    cancelled_at = factory.LazyAttribute(lambda new: clock.now() if new.at is State.CANCELLED else None)
    cancel_reason = factory.LazyAttribute(lambda new: "The money is gone." if new.at is State.CANCELLED else "")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Challenge:
        challenge: Challenge = super()._create(model_class, *args, **kwargs)
        for name in ("phases", "lots", "questions", "partners"):
            # A new row has none of them: nothing needs to be loaded before they are set.
            set_committed_value(challenge, name, [])
        challenge.phases = [phase_of(challenge)]
        challenge.lots = [lot_of(challenge)]
        db.session.flush()
        challenge.questions = questions_for(challenge)
        if challenge.approved_at is not None and challenge.topic_id is None:
            topic = create_topic(
                kind="challenge",
                title=challenge.title,
                path=f"/challenges/{challenge.slug}",
                council_id=challenge.council_id,
                body_id=challenge.council_id,
            )
            challenge.topic_id = topic.id
        db.session.flush()
        assign_all(Challenge.id == challenge.id)
        return challenge


class PartnerFactory(TownlabFactory):
    """A council that pays towards every phase. With `by` it has confirmed, and that person wrote what it pays."""

    class Meta:
        model = ChallengePartner

    class Params:
        by = None

    id = factory.LazyFunction(new_id)
    challenge_id = factory.LazyAttribute(lambda new: new.challenge.id)
    body = factory.SubFactory(CouncilFactory)
    body_id = factory.LazyAttribute(lambda new: new.body.id)
    kind = PartnerKind.FUNDER
    state = factory.LazyAttribute(lambda new: PartnerState.CONFIRMED if new.by else PartnerState.INVITED)
    invited_by = factory.LazyAttribute(lambda new: new.challenge.drafted_by)
    invited_at = factory.LazyAttribute(lambda new: new.challenge.drafted_at)
    answered_at = factory.LazyAttribute(lambda new: new.invited_at if new.by else None)
    lead_id = factory.LazyAttribute(lambda new: new.by.person_id if new.by else None)
    writers = factory.LazyAttribute(lambda new: [str(new.by.person_id)] if new.by else [])

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> ChallengePartner:
        partner: ChallengePartner = super()._create(model_class, *args, **kwargs)
        if partner.state is PartnerState.CONFIRMED:
            for phase in partner.challenge.phases:
                share = {"amount": Decimal(20_000), "vat_included": False}
                db.session.add(FundingShare(id=new_id(), phase_id=phase.id, council_id=partner.body_id, **share))
        db.session.flush()
        return partner


def phase_of(challenge: Challenge, *, number: int = 1) -> Phase:
    """A phase with the lead council's share."""
    starts_on = challenge.decision_expected_on + dt.timedelta(days=28)
    share = FundingShare(id=new_id(), council_id=challenge.council_id, amount=Decimal(100_000), vat_included=False)
    return Phase(
        id=new_id(),
        number=number,
        title="Test",
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(weeks=12),
        awards_up_to=2,
        amount_each=Decimal(50_000),
        gates=["Test report"],
        payments=[{"percent": 100, "title": "Report"}],
        shares=[share],
    )


def lot_of(challenge: Challenge, *, number: int = 1) -> Lot:
    """A lot with three criteria of 50, 30 and 20 %, each with words for every score from 0 to 5."""
    weights = (("Impact", 50), ("Feasibility", 30), ("Value", 20))
    criteria = [
        Criterion(
            id=new_id(),
            number=place,
            title=title,
            guidance="",
            weight=Decimal(weight),
            anchors=[Anchor(id=new_id(), score=score, words=f"{title} at {score}.") for score in range(6)],
        )
        for place, (title, weight) in enumerate(weights, start=1)
    ]
    challenge.tie_break = [str(criterion.id) for criterion in criteria]
    return Lot(id=new_id(), number=number, title=challenge.title, criteria=criteria)


def divide(challenge: Challenge, *titles: str) -> list[Lot]:
    """Into two lots of these names, or "North" and "South": the second has criteria and a question of its own."""
    first, order = challenge.lots[0], list(challenge.tie_break)
    second = lot_of(challenge, number=2)
    first.title, second.title = titles or ("North", "South")
    challenge.lots.append(second)
    challenge.tie_break = order + challenge.tie_break
    db.session.flush()
    question = Question(
        id=new_id(),
        number=max(question.number for question in challenge.questions) + 1,
        words=f"What will change in {second.title}?",
        kind=AnswerKind.LONG_TEXT,
        word_limit=100,
        criterion_id=second.criteria[0].id,
    )
    challenge.questions.append(question)
    db.session.flush()
    return [first, second]


def questions_for(challenge: Challenge) -> list[Question]:
    """What will change (scored on the first criterion), the price, and a file that need not be attached."""
    first = challenge.lots[0].criteria[0].id
    kinds = (
        ("What will change, for whom?", AnswerKind.LONG_TEXT, 300, True, first),
        ("What is your price?", AnswerKind.MONEY, None, True, None),
        ("Attach a plan", AnswerKind.FILE, None, False, None),
    )
    return [
        Question(
            id=new_id(),
            number=number,
            words=words,
            kind=kind,
            word_limit=limit,
            required=required,
            criterion_id=criterion_id,
        )
        for number, (words, kind, limit, required, criterion_id) in enumerate(kinds, start=1)
    ]
