"""Writing a draft: section by section, nobody overwriting what they have not seen."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accounts.states import Role
from challenges.models import Challenge, Criterion, Lot, Question
from challenges.policies.readiness import missing
from challenges.presets import PRESETS
from challenges.queries.builder import (
    criterion_values,
    own_criterion,
    own_phase,
    own_question,
    phase_values,
    question_values,
    section_values,
    stamp,
    weights_values,
)
from challenges.queries.challenge import whole_challenge_by_id
from challenges.services import builder, draft_challenge
from challenges.states import AnswerKind, ChallengeState
from challenges.states.builder import CRITERIA_AT_MOST, QUESTIONS_AT_MOST, Section
from core import clock
from core.access import Actor
from core.audit import AuditEvent
from core.database import db, new_id
from core.errors import Conflict, NotPermitted, Refused
from tests.factories.accounts import CouncilFactory, body_id_of, member, officer, sign_in
from tests.factories.challenges import ChallengeFactory

WRITABLE_OR_STORED_ONLY = (ChallengeState.DRAFT, ChallengeState.APPROVED)

pytestmark = pytest.mark.usefixtures("db_session")


def draft(by: Actor, preset: str = "catalyst", title: str = "Icy pavements") -> Challenge:
    challenge = draft_challenge(council_id=body_id_of(by), preset=preset, title=title, by=by)
    whole = whole_challenge_by_id(challenge.id)
    assert whole is not None
    return whole


def words_stamp(challenge: Challenge, section: Section) -> str:
    return stamp(section_values(challenge, section))


@pytest.mark.parametrize("preset", PRESETS)
def test_a_draft_lacks_only_the_words_of_the_council(preset: str):
    by = officer()
    challenge = draft(by, preset)
    lacking = {lack.section for lack in missing(challenge, clock.now())}
    assert lacking == {
        Section.PROBLEM,
        Section.OUTCOMES,
        Section.AFFECTED,
        Section.ROUTE,
        Section.CONTACT,
        Section.GOVERNANCE,
    }
    assert [len(lot.criteria) for lot in challenge.lots] == [len(PRESETS[preset].criteria)]
    assert len(challenge.phases) == len(PRESETS[preset].phases)
    assert len(challenge.tie_break) == len(PRESETS[preset].criteria)


def test_a_draft_is_recorded():
    by = officer()
    challenge = draft(by)
    of_it = select(AuditEvent).where(AuditEvent.subject_id == challenge.id).order_by(AuditEvent.at)
    event, assigned = builder.db.session.scalars(of_it)
    assert (event.kind, event.to_state, event.person_id) == ("CHALLENGE_DRAFTED", "draft", by.person_id)
    assert (assigned.kind, assigned.facts) == ("CHALLENGE_OFFICER_ASSIGNED", {"officer": str(by.person_id)})


def test_two_challenges_with_one_title_have_two_addresses():
    by = officer()
    assert draft(by).slug != draft(by).slug
    assert draft(by, title="New").slug != "new"


@pytest.mark.parametrize(("preset", "title"), [("catalyst", "  "), ("catalyst", "x" * 121), ("", "A"), ("else", "A")])
def test_a_draft_needs_a_title_and_a_known_preset(preset: str, title: str):
    by = officer()
    with pytest.raises(Refused):
        draft_challenge(council_id=body_id_of(by), preset=preset, title=title, by=by)


def test_only_an_officer_drafts_and_only_for_their_own_council():
    council = CouncilFactory()
    for actor in (member(council, Role.APPROVER), member(council, Role.AUDITOR), officer(), Actor()):
        with pytest.raises(NotPermitted):
            draft_challenge(council_id=council.id, preset="rapid", title="A", by=actor)


def test_another_councils_officer_cannot_write():
    challenge = draft(officer())
    seen = words_stamp(challenge, Section.TERMS)
    with pytest.raises(NotPermitted):
        builder.save_words(challenge, Section.TERMS, words={"terms": "Ours"}, seen=seen, by=officer())


def test_words_are_saved_and_whoever_wrote_is_remembered():
    by = officer()
    challenge = draft(by)
    colleague = member(challenge.council, Role.OFFICER)
    seen = words_stamp(challenge, Section.ROUTE)
    builder.save_words(challenge, Section.ROUTE, words={"route_to_market": " A framework. "}, seen=seen, by=colleague)
    assert challenge.route_to_market == "A framework."
    assert challenge.drafters == [str(by.person_id), str(colleague.person_id)]


def test_the_second_of_two_officers_is_told_what_the_first_saved():
    by = officer()
    challenge = draft(by)
    seen = words_stamp(challenge, Section.TERMS)
    builder.save_words(challenge, Section.TERMS, words={"terms": "First"}, seen=seen, by=by)
    with pytest.raises(Conflict):
        builder.save_words(challenge, Section.TERMS, words={"terms": "Second"}, seen=seen, by=by)
    assert challenge.terms == "First"


def test_two_officers_may_write_in_two_sections_at_once():
    by = officer()
    challenge = draft(by)
    terms, route = words_stamp(challenge, Section.TERMS), words_stamp(challenge, Section.ROUTE)
    builder.save_words(challenge, Section.TERMS, words={"terms": "First"}, seen=terms, by=by)
    builder.save_words(challenge, Section.ROUTE, words={"route_to_market": "Second"}, seen=route, by=by)
    assert (challenge.terms, challenge.route_to_market) == ("First", "Second")


def test_a_single_lot_goes_by_the_name_of_its_challenge():
    by = officer()
    challenge = draft(by)
    seen = words_stamp(challenge, Section.PROBLEM)
    builder.save_words(challenge, Section.PROBLEM, words={"title": "Lifts that work"}, seen=seen, by=by)
    assert [lot.title for lot in challenge.lots] == ["Lifts that work"]


def test_the_title_cannot_be_emptied():
    by = officer()
    challenge = draft(by)
    with pytest.raises(Refused) as refusal:
        builder.save_words(
            challenge, Section.PROBLEM, words={"title": " "}, seen=words_stamp(challenge, Section.PROBLEM), by=by
        )
    assert refusal.value.field == "title"


@pytest.mark.parametrize(
    "at", [state for state in ChallengeState if state not in (ChallengeState.DRAFT, ChallengeState.APPROVED)]
)
def test_nothing_is_written_once_it_is_not_a_draft(at: ChallengeState):
    challenge = ChallengeFactory(at=at)
    by = officer(challenge.council)
    with pytest.raises(Refused):
        builder.save_words(
            challenge, Section.TERMS, words={"terms": "New"}, seen=words_stamp(challenge, Section.TERMS), by=by
        )


def timeline(days: int = 10) -> dict:
    opens = clock.now() + dt.timedelta(days=days)
    return {
        "opens_at": opens,
        "questions_close_at": opens + dt.timedelta(days=10),
        "closes_at": opens + dt.timedelta(days=20),
        "decision_expected_on": (opens + dt.timedelta(days=50)).date(),
    }


@pytest.mark.parametrize(
    ("field", "moved"),
    [
        ("opens_at", lambda dates: {"opens_at": clock.now() - dt.timedelta(seconds=1)}),
        ("closes_at", lambda dates: {"closes_at": dates["opens_at"]}),
        ("closes_at", lambda dates: {"closes_at": clock.now() - dt.timedelta(days=1)}),
        ("questions_close_at", lambda dates: {"questions_close_at": dates["opens_at"]}),
        ("questions_close_at", lambda dates: {"questions_close_at": dates["closes_at"] + dt.timedelta(seconds=1)}),
        ("decision_expected_on", lambda dates: {"decision_expected_on": dates["opens_at"].date()}),
    ],
)
def test_dates_out_of_order_or_past_are_refused(field: str, moved):
    by = officer()
    challenge = draft(by)
    dates = timeline()
    before = challenge.closes_at
    with pytest.raises(Refused) as refusal:
        builder.save_timeline(
            challenge, **{**dates, **moved(dates)}, seen=words_stamp(challenge, Section.TIMELINE), by=by
        )
    assert refusal.value.field == field
    assert challenge.closes_at == before


def test_dates_in_order_are_saved():
    by = officer()
    challenge = draft(by)
    dates = timeline()
    builder.save_timeline(challenge, **dates, seen=words_stamp(challenge, Section.TIMELINE), by=by)
    assert {name: getattr(challenge, name) for name in dates} == dates


def settings(**changed: object) -> dict:
    return {
        "quality_threshold": Decimal(50),
        "assessors_each": 3,
        "spread_limit": 2,
        "anonymised": False,
        "tie_break": [],
        "ideas_allowed": False,
        "second_round": None,
        "second_round_weight": None,
        "second_round_places": None,
        "public_vote": False,
        "public_share": None,
        "ballot_choices": None,
        "ballot_turnout": None,
    } | changed


def test_anonymity_needs_questions_that_are_marked():
    by = officer()
    challenge = draft(by)
    for question in challenge.questions:
        question.identifies_bidder = False
    builder.save_assessment(
        challenge, settings=settings(anonymised=True), seen=words_stamp(challenge, Section.ASSESSMENT), by=by
    )
    assert Section.ASSESSMENT in {lack.section for lack in missing(challenge, clock.now())}


VOTE = {"public_vote": True, "public_share": Decimal(20), "ballot_choices": 3, "ballot_turnout": 50}


def test_a_vote_of_the_public_is_published_with_its_rules():
    by = officer()
    challenge = draft(by)
    builder.save_assessment(
        challenge, settings=settings(**VOTE), seen=words_stamp(challenge, Section.ASSESSMENT), by=by
    )
    assert (challenge.public_vote, challenge.public_share) == (True, Decimal(20))
    assert (challenge.ballot_choices, challenge.ballot_turnout) == (3, 50)
    builder.save_assessment(
        challenge,
        settings=settings(**VOTE | {"public_share": None}),
        seen=words_stamp(challenge, Section.ASSESSMENT),
        by=by,
    )
    assert (challenge.public_share, challenge.ballot_turnout) == (0, 1)
    # Without the vote its rules are gone too, whatever was typed.
    builder.save_assessment(
        challenge,
        settings=settings(**VOTE | {"public_vote": False}),
        seen=words_stamp(challenge, Section.ASSESSMENT),
        by=by,
    )
    assert (challenge.public_share, challenge.ballot_choices, challenge.ballot_turnout) == (0, None, None)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"anonymised": True}, "Nobody can vote on proposals without names"),
        ({"ballot_choices": None}, "how many proposals each person can choose"),
        ({"ballot_turnout": None}, "how many people must vote"),
    ],
)
def test_a_vote_of_the_public_needs_names_and_rules(changed: dict, words: str):
    by = officer()
    challenge = draft(by)
    with pytest.raises(Refused, match=words):
        builder.save_assessment(
            challenge, settings=settings(**VOTE | changed), seen=words_stamp(challenge, Section.ASSESSMENT), by=by
        )


@pytest.mark.parametrize(
    "changed",
    [
        {"public_share": Decimal(26)},
        {"public_vote": False},
        {"anonymised": True},
        {"ballot_choices": None},
        {"ballot_turnout": 0},
    ],
)
def test_the_database_keeps_no_vote_against_the_rules(changed: dict):
    challenge = draft(officer())
    for name, value in (VOTE | changed).items():
        setattr(challenge, name, value)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def money_of(challenge: Challenge) -> builder.PhaseMoney:
    phase = challenge.phases[0]
    return builder.PhaseMoney(
        title=phase.title,
        pot=Decimal(1000),
        vat_included=True,
        awards_up_to=2,
        amount_each=Decimal(500),
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
    )


def test_money_is_saved_and_bad_money_refused():
    by = officer()
    challenge = draft(by)
    money = money_of(challenge)
    phase = own_phase(by, challenge.slug, 1)
    seen = stamp(phase_values(phase, challenge.council_id))
    for bad in (replace(money, pot=Decimal(499)), replace(money, ends_on=money.starts_on - dt.timedelta(days=1))):
        with pytest.raises(Refused):
            builder.save_phase(own_phase(by, challenge.slug, 1), money=bad, seen=seen, by=by)
    builder.save_phase(own_phase(by, challenge.slug, 1), money=money, seen=seen, by=by)
    assert [(share.amount, share.vat_included) for share in phase.shares] == [(Decimal(1000), True)]
    with pytest.raises(Conflict):
        builder.save_phase(own_phase(by, challenge.slug, 1), money=money, seen=seen, by=by)


def test_money_is_divided_over_all_lots_or_none_and_never_more_than_there_is(client):
    by = officer()
    challenge = draft(by)
    other = Lot(challenge_id=challenge.id, number=2, title="In the villages", id=new_id())
    db.session.add(other)
    db.session.flush()
    db.session.expire_all()
    first = own_phase(by, challenge.slug, 1).challenge.lots[0]
    money = money_of(challenge)

    def save(**amounts: int) -> None:
        lots = {lot.id: Decimal(amounts[name]) for name, lot in (("one", first), ("two", other)) if name in amounts}
        phase = own_phase(by, challenge.slug, 1)
        seen = stamp(phase_values(phase, challenge.council_id))
        builder.save_phase(phase, money=replace(money, lots=lots), seen=seen, by=by)

    for amounts, words in (
        ({"one": 500}, "for each lot, or for none"),
        ({"one": 499, "two": 501}, "at least one supplier"),
        ({"one": 500, "two": 501}, "come to more than"),
    ):
        with pytest.raises(Refused, match=words):
            save(**amounts)
    save(one=500, two=500)
    db.session.expire_all()
    phase = own_phase(by, challenge.slug, 1)
    assert [phase.amount_for(lot.id) for lot in phase.challenge.lots] == [500, 500]
    sign_in(client, by)
    page = client.get(f"/challenges/{challenge.slug}/edit/money/1").text
    assert "In the villages" in page
    assert 'value="500' in page
    save()
    assert own_phase(by, challenge.slug, 1).amount_for(first.id) is None


def criterion_words(weight: int = 10, title: str = "Care") -> builder.CriterionWords:
    return builder.CriterionWords(
        title=title, guidance="", weight=Decimal(weight), threshold=None, anchors=[f"{n}" for n in range(6)]
    )


def test_weights_that_do_not_sum_to_100_are_missing_something():
    by = officer()
    challenge = draft(by)
    builder.add_criterion(challenge, challenge.lots[0], words=criterion_words(), by=by)
    whole = whole_challenge_by_id(challenge.id)
    whys = [str(lack.why) for lack in missing(whole, clock.now()) if lack.section is Section.CRITERIA]
    assert whys == ["Weights that sum to 100 %. They sum to 110 %."]


def test_all_weights_are_saved_together_or_not_at_all():
    by = officer()
    challenge = draft(by, "rapid")
    criteria = challenge.lots[0].criteria
    seen = stamp(weights_values(criteria))
    wrong = dict(zip([each.id for each in criteria], [Decimal(30)] * 4, strict=True))
    with pytest.raises(Refused):
        builder.save_weights(challenge, weights=wrong, seen=seen, by=by)
    builder.db.session.rollback()


def test_weights_are_saved():
    by = officer()
    challenge = draft(by, "rapid")
    criteria = challenge.lots[0].criteria
    right = dict(zip([each.id for each in criteria], map(Decimal, (40, 30, 20, 10)), strict=True))
    builder.save_weights(challenge, weights=right, seen=stamp(weights_values(criteria)), by=by)
    assert [each.weight for each in criteria] == [40, 30, 20, 10]


def test_a_criterion_without_words_for_a_score_is_missing_something():
    by = officer()
    challenge = draft(by)
    criterion = own_criterion(by, challenge.slug, challenge.lots[0].criteria[0].id)
    words = criterion_words(weight=25)
    emptied = replace(words, anchors=[*words.anchors[:3], " ", *words.anchors[4:]])
    builder.save_criterion(criterion, words=emptied, seen=stamp(criterion_values(criterion)), by=by)
    whole = whole_challenge_by_id(challenge.id)
    assert Section.CRITERIA in {lack.section for lack in missing(whole, clock.now())}


def test_a_criterion_cannot_ask_for_more_than_the_highest_score():
    by = officer()
    challenge = draft(by)
    with pytest.raises(Refused):
        builder.add_criterion(
            challenge, challenge.lots[0], words=replace(criterion_words(), threshold=Decimal(6)), by=by
        )


def test_removing_a_criterion_keeps_its_questions():
    by = officer()
    challenge = draft(by)
    criterion = own_criterion(by, challenge.slug, challenge.lots[0].criteria[0].id)
    asked = next(question for question in challenge.questions if question.criterion_id == criterion.id)
    builder.remove_criterion(criterion, by=by)
    assert asked.criterion_id is None
    assert str(criterion.id) not in challenge.tie_break
    assert builder.db.session.get(Criterion, criterion.id) is None


def test_a_challenge_cannot_have_countless_criteria():
    by = officer()
    challenge = draft(by)
    lot = challenge.lots[0]
    while len(lot.criteria) < CRITERIA_AT_MOST:
        builder.add_criterion(challenge, lot, words=criterion_words(), by=by)
    with pytest.raises(Refused):
        builder.add_criterion(challenge, lot, words=criterion_words(), by=by)


def test_a_form_cannot_have_countless_questions():
    by = officer()
    challenge = draft(by)
    while len(challenge.questions) < QUESTIONS_AT_MOST:
        builder.add_question(challenge, words=question_words(), by=by)
    with pytest.raises(Refused):
        builder.add_question(challenge, words=question_words(), by=by)


def question_words(**changed: object) -> builder.QuestionWords:
    words = {
        "words": "Why you?",
        "help": "",
        "kind": AnswerKind.LONG_TEXT,
        "word_limit": 100,
        "required": True,
        "criterion_id": None,
        "identifies_bidder": False,
        "public": False,
    }
    return builder.QuestionWords(**(words | changed))  # type: ignore[arg-type]


def test_questions_are_added_changed_moved_and_removed():
    by = officer()
    challenge = draft(by)
    last = builder.add_question(challenge, words=question_words(), by=by)
    place = last.number

    def again() -> Question:
        found = own_question(by, challenge.slug, last.id)
        assert found is not None
        return found

    builder.move_question_up(again(), by=by)
    assert last.number == place - 1
    seen = stamp(question_values(last))
    builder.save_question(again(), words=question_words(kind=AnswerKind.NUMBER, words="How many?"), seen=seen, by=by)
    assert (last.words, last.word_limit) == ("How many?", None)
    with pytest.raises(Conflict):
        builder.save_question(again(), words=question_words(), seen=seen, by=by)
    builder.remove_question(again(), by=by)
    assert builder.db.session.get(Question, last.id) is None


def test_the_first_question_stays_first():
    by = officer()
    challenge = draft(by)
    first = own_question(by, challenge.slug, challenge.questions[0].id)
    builder.move_question_up(first, by=by)
    assert first.number == 1


def test_parts_of_another_councils_challenge_are_not_found():
    challenge = draft(officer())
    other = officer()
    assert own_phase(other, challenge.slug, 1) is None
    assert own_criterion(other, challenge.slug, challenge.lots[0].criteria[0].id) is None
    assert own_question(other, challenge.slug, challenge.questions[0].id) is None
