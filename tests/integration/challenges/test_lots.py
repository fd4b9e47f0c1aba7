"""Dividing a draft into lots: each with criteria, weights and questions of its own, until it is sent for approval."""

from dataclasses import replace
from decimal import Decimal

import pytest
from flask_babel import force_locale
from sqlalchemy import func, select

from challenges.models import Challenge, Criterion, Lot, Question
from challenges.policies.readiness import missing
from challenges.queries.builder import (
    criterion_names,
    lots_values,
    own_question,
    question_values,
    stamp,
    weights_values,
)
from challenges.queries.challenge import questions_of, whole_challenge_by_id
from challenges.queries.notice import notice_text
from challenges.queries.snapshot import changes_between, snapshot_of
from challenges.queries.texts import key_of, texts_of
from challenges.queries.translation import called, reading_of, translations_of
from challenges.services import builder, copying, draft_challenge, lots
from challenges.services.translation import write_translations
from challenges.states import ChallengeState
from challenges.states.builder import LOTS_AT_MOST, QUESTIONS_AT_MOST, Section
from challenges.states.challenge import Notice
from core import clock
from core.database import db
from core.errors import Conflict, NotPermitted, Refused
from tests.factories.accounts import CouncilFactory, body_id_of, officer, sign_in
from tests.factories.challenges import ChallengeFactory, divide
from tests.integration.challenges.test_builder import question_words
from tests.support.client import text_of
from tests.support.posting import hidden, post, send

pytestmark = pytest.mark.usefixtures("db_session")
TITLE = "Icy pavements"


@pytest.fixture
def by(client):
    actor = officer(CouncilFactory(languages=["en", "cy"]))
    sign_in(client, actor)
    return actor


@pytest.fixture
def draft(by) -> Challenge:
    """In two languages, with four criteria and a question for each."""
    return whole(draft_challenge(council_id=body_id_of(by), preset="rapid", title=TITLE, by=by))


def whole(challenge: Challenge) -> Challenge:
    found = whole_challenge_by_id(challenge.id)
    assert found is not None
    return found


def divided(challenge: Challenge, *, by, titles=("North", "South")) -> Challenge:
    seen = stamp(lots_values(challenge.lots))
    lots.add_lot(challenge, title=titles[1], first_title=titles[0], seen=seen, by=by)
    return whole(challenge)


def at(challenge: Challenge, rest: str) -> str:
    return f"/challenges/{challenge.slug}/edit/{rest}"


def fill(client, address: str, **data: str):
    """Send the form with the stamp of what its page showed."""
    return send(client, address, data={"seen": hidden(client.get(address), "seen"), **data})


def lacking(challenge: Challenge) -> list[str]:
    about = (Section.CRITERIA, Section.QUESTIONS, Section.MONEY)
    return [str(lack.why) for lack in missing(whole(challenge), clock.now()) if lack.section in about]


def test_an_officer_divides_a_challenge_and_sees_both_lots(client, by, draft):
    page = text_of(client.get(at(draft, "criteria")))
    assert "Divide into lots" in page
    assert "Rename" not in page
    answer = post(client, at(draft, "lots/new"), first_title=" North ", title="South")
    assert answer.location.endswith("/edit/criteria")
    page = text_of(client.get(answer.location))
    assert "Lot 1: North" in page
    assert "Lot 2: South" in page
    assert "Divide into lots" not in page
    assert page.count("In each lot, all weights together make 100") == 1
    challenge = whole(draft)
    assert [(lot.number, lot.title, len(lot.criteria)) for lot in challenge.lots] == [(1, "North", 4), (2, "South", 4)]
    names = list(criterion_names(challenge).values())
    asked = text_of(client.get(at(draft, "questions/new")))
    assert all(name in asked for name in names)
    assert names[0].startswith("North, ")
    assert "everybody is asked" in asked


def test_a_new_lot_begins_with_what_the_first_one_has(by, draft):
    first = draft.lots[0].criteria[0]
    asked = next(question for question in draft.questions if question.criterion_id == first.id)
    wanted = {
        key_of(first, "title"): "Effaith",
        key_of(first.anchors[0], "words"): "Dim",
        key_of(asked, "words"): "Be?",
    }
    write_translations(draft, "cy", texts=[text for text in texts_of(draft) if text.key in wanted], words=wanted)
    before = len(draft.questions)
    challenge = divided(whole(draft), by=by)
    north, south = challenge.lots

    def said(lot: Lot):
        return [
            (one.number, one.title, one.guidance, one.weight, one.threshold, [anchor.words for anchor in one.anchors])
            for one in lot.criteria
        ]

    assert said(north) == said(south)
    assert len(challenge.questions) == before + 4
    assert [question.number for question in challenge.questions] == list(range(1, before + 5))
    forms = [questions_of(challenge.id, lot.id) for lot in challenge.lots]
    assert next([question.words for question in form] for form in forms) == [question.words for question in forms[1]]
    assert {question.criterion.lot_id for question in forms[1] if question.criterion} == {south.id}
    read = reading_of(challenge, "cy")
    assert read(south.criteria[0], "title").words == "Effaith"
    assert read(south.criteria[0].anchors[0], "words").words == "Dim"
    assert read(next(one for one in forms[1] if one.criterion_id == south.criteria[0].id), "words").words == "Be?"
    assert not [why for why in lacking(challenge) if "North" in why or "South" in why]


def test_each_lot_has_its_own_order_of_ties(client, by, draft):
    order = [next(one.title for one in draft.lots[0].criteria if str(one.id) == key) for key in draft.tie_break]
    challenge = divided(draft, by=by)
    for lot in challenge.lots:
        titles = {str(criterion.id): criterion.title for criterion in lot.criteria}
        assert [titles[key] for key in challenge.tie_break if key in titles] == order
    first, last = challenge.lots[0].criteria[0].id, challenge.lots[1].criteria[-1].id
    address = at(challenge, "assessment")
    answers = {
        "quality_threshold": "60",
        "assessors_each": "3",
        "spread_limit": "2",
        "anonymised": "no",
        "public_vote": "no",
        "second_round": "",
        "first_in_tie_01": str(first),
        "first_in_tie_02": str(last),
    }
    assert fill(client, address, **answers).status_code == 302
    stored = whole(challenge).tie_break
    assert stored[:2] == [str(first), str(last)]
    assert len(set(stored)) == 8


def test_clicking_twice_adds_one_lot(client, by, draft):
    seen = hidden(client.get(at(draft, "lots/new")), "seen")
    for _click in range(2):
        data = {"first_title": "North", "title": "South", "seen": seen}
        assert send(client, at(draft, "lots/new"), data=data).status_code == 302
    assert [lot.title for lot in whole(draft).lots] == ["North", "South"]
    answer = fill(client, at(draft, "lots/new"), title="south")
    assert "Another lot has this name" in answer.text


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("", "South", "first_title"),
        (TITLE, "South", "first_title"),
        ("North", "north", "title"),
        ("North", TITLE, "title"),
    ],
)
def test_each_lot_has_a_name_of_its_own(by, draft, first, second, field):
    with pytest.raises(Refused) as refusal:
        lots.add_lot(draft, title=second, first_title=first, seen=stamp(lots_values(draft.lots)), by=by)
    assert refusal.value.field == field


def test_a_lot_is_renamed_by_whoever_saw_the_names_as_they_are(client, by, draft):
    challenge = divided(draft, by=by)
    seen, south = stamp(lots_values(challenge.lots)), challenge.lots[1]
    address = at(challenge, f"lots/{south.id}")
    assert fill(client, address, title="Villages").status_code == 302
    assert [lot.title for lot in whole(challenge).lots] == ["North", "Villages"]
    challenge = whole(challenge)
    with pytest.raises(Conflict):
        lots.name_lot(challenge, challenge.lots[1], title="Woods", seen=seen, by=by)


def test_a_challenge_is_not_divided_without_end(by, draft):
    challenge = divided(draft, by=by)
    while len(challenge.lots) < LOTS_AT_MOST:
        seen = stamp(lots_values(challenge.lots))
        lots.add_lot(challenge, title=f"Ward {len(challenge.lots)}", seen=seen, by=by)
        challenge = whole(challenge)
    with pytest.raises(Refused, match="at most"):
        lots.add_lot(challenge, title="One more", seen=stamp(lots_values(challenge.lots)), by=by)


def test_what_is_asked_in_a_lot_is_limited_by_lot(by, draft):
    challenge = divided(draft, by=by)
    south = challenge.lots[1].criteria[0].id
    while len(questions_of(challenge.id, challenge.lots[1].id)) < QUESTIONS_AT_MOST:
        builder.add_question(whole(challenge), words=replace(question_words(), criterion_id=south), by=by)
    for criterion_id in (south, None):
        with pytest.raises(Refused, match="at most"):
            builder.add_question(whole(challenge), words=replace(question_words(), criterion_id=criterion_id), by=by)
    north = challenge.lots[0].criteria[0].id
    builder.add_question(whole(challenge), words=replace(question_words(), criterion_id=north), by=by)


def test_the_weights_of_each_lot_make_100_percent(client, by, draft):
    challenge = divided(draft, by=by)
    criteria = [criterion for lot in challenge.lots for criterion in lot.criteria]
    wanted = dict(zip([one.id for one in criteria], map(Decimal, (40, 30, 20, 10, 25, 25, 25, 20)), strict=True))
    seen = stamp(weights_values(criteria))
    with pytest.raises(Refused, match=r"South: The weights must sum to 100 %. These sum to 95 %"):
        builder.save_weights(challenge, weights=wanted, seen=seen, by=by)
    builder.save_weights(challenge, weights=wanted | {criteria[-1].id: Decimal(25)}, seen=seen, by=by)
    assert [one.weight for one in whole(challenge).lots[0].criteria] == [40, 30, 20, 10]


def test_a_criterion_is_added_to_the_lot_that_is_chosen(client, by, draft):
    challenge = divided(draft, by=by)
    south = challenge.lots[1].id
    page = client.get(at(challenge, "criteria/new?lot=2"))
    chosen = page.text.split(f'value="{south}"')[1].split(">")[0]
    assert "checked" in chosen
    words = {f"anchor_{score}": "Words" for score in range(6)}
    answer = post(client, at(challenge, "criteria/new"), lot=str(south), title="Care", weight="5", **words)
    assert answer.status_code == 302
    assert [len(lot.criteria) for lot in whole(challenge).lots] == [4, 5]
    assert "South: Weights that sum to 100 %. They sum to 105 %." in lacking(challenge)
    assert "South: Care: a question that is scored on it." in lacking(challenge)


def test_a_question_that_is_scored_in_another_lot_moves_there(by, draft):
    challenge = divided(draft, by=by)
    north, south = challenge.lots
    question = own_question(by, challenge.slug, questions_of(challenge.id, north.id)[1].id)
    words = builder.QuestionWords(**question_values(question) | {"criterion_id": south.criteria[0].id})
    builder.save_question(question, words=words, seen=stamp(question_values(question)), by=by)
    assert question.id not in [one.id for one in questions_of(challenge.id, north.id)]
    assert question.id in [one.id for one in questions_of(challenge.id, south.id)]
    assert any(why.startswith("North: ") and "a question that is scored on it" in why for why in lacking(challenge))


def test_money_that_is_divided_has_an_amount_for_each_lot(client, by, draft):
    challenge = divided(draft, by=by)
    phase = challenge.phases[0]
    phase.lot_amounts = {str(challenge.lots[0].id): "1000"}
    db.session.flush()
    assert any("an amount for each lot, or for none of them" in why for why in lacking(challenge))


def test_removing_a_lot_says_what_goes_and_takes_all_of_it(client, by, draft):
    before = (len(draft.questions), list(draft.tie_break))
    challenge = divided(draft, by=by)
    north, south = (lot.id for lot in challenge.lots)
    challenge.phases[0].lot_amounts = {str(north): "1000", str(south): "2000"}
    address = at(challenge, f"lots/{south}/remove")
    page = text_of(client.get(address))
    assert "£2,000" in page
    assert "it is not divided any more" in page
    assert page.count("the question “") == 4
    assert post(client, address).status_code == 302
    challenge = whole(challenge)
    assert [(lot.number, lot.title) for lot in challenge.lots] == [(1, TITLE)]
    assert challenge.phases[0].lot_amounts == {}
    assert (len(challenge.questions), challenge.tie_break) == before
    assert db.session.scalar(select(func.count()).where(Criterion.lot_id == south)) == 0
    assert client.get(address).status_code == 404
    challenge = whole(challenge)
    with pytest.raises(Refused, match="at least one lot"):
        lots.remove_lot(challenge, challenge.lots[0], by=by)


def test_the_lots_that_stay_are_numbered_anew_and_keep_their_money(by, draft):
    challenge = divided(draft, by=by)
    lots.add_lot(challenge, title="West", seen=stamp(lots_values(challenge.lots)), by=by)
    challenge = whole(challenge)
    first, second, third = challenge.lots
    challenge.phases[0].lot_amounts = {str(lot.id): "1000" for lot in challenge.lots}
    lots.remove_lot(challenge, first, by=by)
    challenge = whole(challenge)
    assert [(lot.number, lot.id, lot.title) for lot in challenge.lots] == [
        (1, second.id, "South"),
        (2, third.id, "West"),
    ]
    assert set(challenge.phases[0].lot_amounts) == {str(second.id), str(third.id)}


@pytest.mark.parametrize("state", [ChallengeState.IN_APPROVAL, ChallengeState.SCHEDULED, ChallengeState.OPEN])
def test_lots_are_frozen_with_the_criteria(client, by, state):
    challenge = ChallengeFactory(at=state, council=db.session.get_one(type(CouncilFactory()), by.body_id))
    divide(challenge)
    challenge = whole(challenge)
    seen = stamp(lots_values(challenge.lots))
    for act in (
        lambda: lots.add_lot(challenge, title="West", seen=seen, by=by),
        lambda: lots.name_lot(challenge, challenge.lots[0], title="West", seen=seen, by=by),
        lambda: lots.remove_lot(challenge, challenge.lots[0], by=by),
    ):
        with pytest.raises(Refused, match="not a draft any more"):
            act()
    for rest in ("lots/new", f"lots/{challenge.lots[0].id}", f"lots/{challenge.lots[0].id}/remove"):
        assert client.get(at(challenge, rest)).status_code == 409


def test_another_council_divides_nothing(draft):
    with pytest.raises(NotPermitted):
        lots.add_lot(draft, title="South", first_title="North", seen=stamp(lots_values(draft.lots)), by=officer())


def test_what_the_approver_reads_names_the_lots(by, draft):
    before = snapshot_of(draft, [])
    challenge = divided(draft, by=by)
    changes = changes_between(before, snapshot_of(challenge, translations_of(challenge.id)))
    told = {(line.field, line.after) for line in changes[Section.CRITERIA]}
    assert {("lot_title", "North"), ("lot_title", "South")} <= told
    assert any(line.of.startswith("South, ") for line in changes[Section.CRITERIA] if line.field == "criterion_weight")
    assert any("South: " in line.after for line in changes[Section.ASSESSMENT] if line.field == "tie_break")
    assert any(
        line.after.startswith("South, ") for line in changes[Section.QUESTIONS] if line.field == "question_criterion_id"
    )
    notice = notice_text(challenge, Notice.UK4, address="https://townlab.example").plain()
    assert "Lot 2: South" in notice
    assert "South, " in notice


def test_names_of_lots_are_translated(client, by, draft):
    challenge = divided(draft, by=by)
    south = challenge.lots[1]
    keys = {text.key: text.label for text in texts_of(challenge)}
    assert keys[key_of(south, "title")] == "Lot 2"
    write_translations(
        challenge,
        "cy",
        texts=[text for text in texts_of(challenge) if text.key == key_of(south, "title")],
        words={key_of(south, "title"): "De"},
    )
    page = text_of(client.get(f"/challenges/{challenge.slug}?lang=cy"))
    assert "Lot 2: De" in page
    with force_locale("cy"):
        assert called(whole(challenge), whole(challenge).lots[1]).endswith(", De")
    # The other one is read as it was written, and marked so.
    assert 'Lot 1: <span lang="en">North</span>' in page


def test_a_copy_and_a_preset_have_all_lots_with_their_money(by, draft):
    challenge = divided(draft, by=by)
    challenge.phases[0].lot_amounts = {str(lot.id): f"{lot.number}000.00" for lot in challenge.lots}
    db.session.flush()
    preset = copying.save_preset(whole(challenge), name="Two lots", by=by)
    made = (
        copying.copy_challenge(whole(challenge), title="Again", by=by),
        copying.draft_from_preset(preset, title="New", by=by),
    )
    for copy in map(whole, made):
        assert [(lot.number, lot.title, len(lot.criteria)) for lot in copy.lots] == [(1, "North", 4), (2, "South", 4)]
        assert not {lot.id for lot in copy.lots} & {lot.id for lot in challenge.lots}
        assert [copy.phases[0].amount_for(lot.id) for lot in copy.lots] == [1000, 2000]
        theirs = [question.criterion.lot_id for question in questions_of(copy.id) if question.criterion]
        assert {theirs.count(lot.id) for lot in copy.lots} == {4}
        assert len(copy.tie_break) == 8


def test_a_preset_from_before_there_were_lots_makes_one(by, draft):
    preset = copying.save_preset(draft, name="Old", by=by)
    plan = {key: value for key, value in preset.plan.items() if key != "lots"}
    preset.plan = plan | {"criteria": [{k: v for k, v in one.items() if k != "lot"} for one in plan["criteria"]]}
    db.session.flush()
    copy = whole(copying.draft_from_preset(preset, title="New", by=by))
    assert [(lot.title, len(lot.criteria)) for lot in copy.lots] == [("New", 4)]


def test_the_public_page_reads_well_with_lots(client):
    challenge = ChallengeFactory(at=ChallengeState.OPEN)
    divide(challenge)
    page = text_of(client.get(f"/challenges/{challenge.slug}"))
    assert "This challenge has 2 lots" in page
    assert page.index("In every lot") < page.index("What is your price?") < page.index("What will change in South?")
    assert page.count("What will change, for whom?") == 1
    assert page.count("these criteria decide in this order") == 2
    assert (
        db.session.scalar(select(func.count()).select_from(Question).where(Question.challenge_id == challenge.id)) == 4
    )
