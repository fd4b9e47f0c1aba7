"""A panel of five over twelve proposals: one assessor with a keyboard and nothing else, all others over HTTP.

From the declarations to an award that is confirmed after a standstill over Christmas. The demonstration has no such
panel, so this test plants its own town and serves it itself.
"""

import datetime as dt
import re
import threading
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload
from werkzeug.serving import make_server

from accounts.states import Role
from core import clock
from core.access import Actor
from core.database import db
from scoring.forms.conflict import words_name
from scoring.models import Assessment, Decision, Declaration, MeetingItem, PanelSeat
from scoring.queries.assessment import criteria_of
from scoring.queries.conflict import bidders
from scoring.states import AssessmentState, DecisionState
from tests.factories.accounts import PersonFactory, member, sign_in
from tests.factories.panels import Scene, panel_with, seat_for
from tests.support import browser as browsers
from tests.support.client import BareClient
from tests.support.posting import post
from tests.support.worker import run_jobs

LONDON = ZoneInfo("Europe/London")
# Two that nothing but the draw can tell apart, and ten behind them.
QUALITY = (5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1)
DISPUTED = 2
AWAY = 1
# Eight working days, the day of the notice counted: 21 to 24 and 29 to 31 December, then 4 January.
NOTICE = dt.datetime(2026, 12, 21, 12, tzinfo=LONDON)
LAST_MINUTE = dt.datetime(2027, 1, 4, 23, 58, tzinfo=LONDON)


class Voice:
    """Somebody who sends forms and follows what comes back."""

    def __init__(self, app: Flask, actor: Actor) -> None:
        self.actor = actor
        self.client = BareClient(app, use_cookies=True)
        sign_in(self.client, actor)

    def reads(self, url: str) -> str:
        answer = self.client.get(url, follow_redirects=True)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        return answer.text

    def sends(self, url: str, *, form_at: str = "", status: int = 302, **fields: str) -> str:
        answer = post(self.client, url, form_at=form_at, **fields)
        assert answer.status_code == status, f"{url}: {answer.status_code}\n{answer.text[:2000]}"
        return answer.location or ""


@pytest.fixture
def served(app: Flask, committing_session) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def scene(committing_session) -> Scene:
    clock.move_to(dt.datetime(2026, 9, 1, 9, tzinfo=LONDON))
    scene = panel_with(assessors=0, submissions=12, each=3)
    # The last of the five has an email address at the domain of a bidder.
    domain = scene.bids()[-1].supplier.email_domain
    people = [PersonFactory() for _ in range(4)] + [PersonFactory(email=f"once@{domain}")]
    scene.assessors = [seat_for(scene, is_chair=at == 0, person=one) for at, one in enumerate(people)]
    # Nobody has declared anything yet.
    db.session.execute(delete(Declaration))
    db.session.commit()
    return scene


def test_a_panel_of_five_over_twelve_proposals(app: Flask, browser: Browser, served: str, scene: Scene):
    voices = [Voice(app, actor) for actor in scene.assessors]
    officer = Voice(app, scene.officer)
    has_no_interest(scene, officer)
    declare(scene, voices)
    settle_conflicts(scene, officer)
    share_out(scene, officer)
    with browsers.visitor(browser, served) as page:
        take_seat(app, page, voices[1], served)
        score_by_keyboard(scene, page, voices[1].actor)
        score_over_http(scene, [voice for at, voice in enumerate(voices) if at != 1])
        agree_in_a_meeting(scene, page, voices[0])
    decide(app, scene, officer)
    stand_still_over_christmas(officer)


def has_no_interest(scene: Scene, voice: Voice) -> None:
    """In one press, with which somebody of the council comes to where they were going."""
    wanted = f"/panels/{scene.panel.id}"
    first = voice.client.get(wanted).location
    assert first == f"/challenges/{scene.challenge.slug}/interests?next={wanted}"
    assert voice.sends(first, none="yes") == wanted


def declare(scene: Scene, voices: list[Voice]) -> None:
    """Four have nothing to declare, one of whom the service knows better; the fourth has a brother."""
    url = f"/assessing/panels/{scene.panel.id}/interests"
    for at, voice in enumerate(voices):
        fields = {"confirmed": "yes"}
        if at == 3:
            [first] = [one for one in bidders(scene.bids()) if scene.submissions[3].id in one.submission_ids]
            fields |= {"conflicts": str(first.key), words_name(first.key): "My brother works there."}
        voice.sends(url, **fields)


def settle_conflicts(scene: Scene, officer: Voice) -> None:
    """The one who declared is recused; the link that was noticed by itself is mitigated."""
    listed = f"/challenges/{scene.challenge.slug}/conflicts"
    urls = set(re.findall(rf'"({listed}/[^"/]+)"', officer.reads(listed)))
    assert len(urls) == 2
    outcomes = {}
    for url in urls:
        text = officer.reads(url)
        declared = "My brother works there." in text
        assert declared or "domain" in text
        outcomes[declared] = url
        officer.sends(url, outcome="recused" if declared else "mitigated", words="We looked into it.")
    assert set(outcomes) == {True, False}


def share_out(scene: Scene, officer: Voice) -> None:
    panel = f"/panels/{scene.panel.id}"
    officer.sends(f"{panel}/assign", form_at=panel)
    run_jobs()
    found = re.search(r'name="sharing"[^>]*value="([^"]+)"', officer.reads(f"{panel}/sharing"))
    assert found
    officer.sends(f"{panel}/sharing", sharing=found[1])
    run_jobs()
    held = work_of(scene)
    assert len(held) == 36
    brother = scene.assessors[3].person_id
    assert not any(one.submission_id == scene.submissions[3].id and one.seat.person_id == brother for one in held)


def work_of(scene: Scene, actor: Actor | None = None) -> list[Assessment]:
    db.session.expire_all()
    query = (
        select(Assessment)
        .join(Assessment.seat)
        .where(PanelSeat.panel_id == scene.panel.id, Assessment.state != AssessmentState.RECUSED)
        .options(joinedload(Assessment.seat))
    )
    if actor is not None:
        query = query.where(PanelSeat.person_id == actor.person_id)
    return list(db.session.scalars(query.order_by(Assessment.code)))


def quality_of(scene: Scene, assessment: Assessment) -> int:
    return QUALITY[[one.id for one in scene.submissions].index(assessment.submission_id)]


def take_seat(app: Flask, page: Page, voice: Voice, address: str) -> None:
    """The browser goes on in the session of the assessor."""
    name = app.config["SESSION_COOKIE_NAME"]
    kept = voice.client.get_cookie(name)
    assert kept is not None
    page.context.add_cookies([{"name": name, "value": kept.value, "url": address}])


def score_by_keyboard(scene: Scene, page: Page, actor: Actor) -> None:
    """Tab, a number, R, the reason: no hand leaves the keyboard. The page leads from one proposal to the next."""
    held = work_of(scene, actor)
    given = {str(one.id): quality_of(scene, one) for one in held}
    page.goto(f"/assessing/{held[0].id}")
    browsers.assert_accessible(page)
    keys_can_be_switched_off(page)
    a_press_waits_for_what_is_being_saved(page)
    for done in range(len(held)):
        assert f"{done} of {len(held)} handed in" in page.inner_text("main")
        score = given[page.url.rpartition("/")[2]]
        for number in (1, 2, 3):
            tab_to(page, f"score_{number}")
            page.keyboard.press(str(score))
            page.keyboard.press("r")
            page.keyboard.press("Control+A")
            page.keyboard.type(f"A {score}, by keyboard.")
        tab_to(page, "hand_in")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "That was the last one." in page.inner_text("main")
    db.session.expire_all()
    assert {one.state for one in work_of(scene, actor)} == {AssessmentState.SUBMITTED}


def keys_can_be_switched_off(page: Page) -> None:
    """Whoever speaks to their computer, or presses keys by accident, wants none of them; it is remembered."""
    page.locator("[data-shortcuts] summary").focus()
    page.keyboard.press("Enter")
    switch = page.get_by_label("Use these keys on this device")
    for wanted in (False, True):
        switch.focus()
        page.keyboard.press("Space")
        page.reload()
        tab_to(page, "score_1")
        page.keyboard.press("3")
        assert page.locator("[name=score_1][value='3']").is_checked() is wanted
        page.locator("[data-shortcuts] summary").focus()
        page.keyboard.press("Enter")


def a_press_waits_for_what_is_being_saved(page: Page) -> None:
    """Whoever presses a button while a draft is on its way has not changed it in another window."""
    held: list[Route] = []
    page.route("**/autosave", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    with page.expect_request("**/autosave"):
        page.get_by_label("Reason for").first.fill("Written in a hurry.")
    address = page.url
    page.get_by_role("button", name="Save and come back later").press("Enter")
    with page.expect_navigation():
        held[0].continue_()
    page.unroute("**/autosave")
    assert "Saved. You can come back to it" in page.inner_text("main")
    page.goto(address)


def tab_to(page: Page, name: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"The Tab key never comes to {name}.")


def score_over_http(scene: Scene, voices: list[Voice]) -> None:
    """All give what the proposal is worth; one sees next to no impact in the third."""
    criteria = criteria_of(scene.panel.lot_id)
    impact = next(one for one in criteria if one.title == "Impact")
    disputes = True
    for voice in voices:
        for one in work_of(scene, voice.actor):
            given = {criterion.number: quality_of(scene, one) for criterion in criteria}
            if disputes and one.submission_id == scene.submissions[DISPUTED].id:
                given[impact.number], disputes = AWAY, False
            fields = {"version": "0", "hand_in": "yes"}
            for number, score in given.items():
                fields |= {f"score_{number}": str(score), f"reason_{number}": f"A {score}, and why."}
            voice.sends(f"/assessing/{one.id}", **fields)


def agree_in_a_meeting(scene: Scene, page: Page, chair: Voice) -> None:
    """The chair finds the one case, and records what the panel agreed on; the assessor's page says so by itself."""
    ranking = chair.reads(f"/panels/{scene.panel.id}/ranking")
    assert "1 case of panel moderation is open." in ranking
    meeting = f"/panels/{scene.panel.id}/rounds/1/meeting"
    page.goto(meeting)
    assert "No proposal is on the table." in page.inner_text("main")
    chair.reads(meeting)
    item = db.session.scalars(
        select(MeetingItem).where(MeetingItem.submission_id == scene.submissions[DISPUTED].id)
    ).one()
    chair.sends(f"/meeting-items/{item.id}/table", form_at=meeting)
    page.get_by_role("heading", name="On the table").wait_for()
    impact = next(one for one in criteria_of(scene.panel.lot_id) if one.title == "Impact")
    point = f"/meeting-items/{item.id}/criteria/{impact.id}"
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', chair.reads(point))
    assert found
    chair.sends(point, how="consensus", score="4", reason="Two read the survey, one had not.", seen=found[1])
    page.get_by_text("Two read the survey, one had not.").wait_for()
    assert "Updated at" in page.inner_text("main")
    browsers.assert_accessible(page)


def decide(app: Flask, scene: Scene, officer: Voice) -> None:
    """The tie is settled by the published order and then the draw; somebody else approves; everybody is told why."""
    run_jobs()
    url = f"/panels/{scene.panel.id}/ranking"
    ranking = officer.reads(url)
    assert "Equal score, settled by the draw" in ranking
    approver = Voice(app, member(scene.council, Role.APPROVER))
    has_no_interest(scene, approver)
    decision = officer.sends(f"/panels/{scene.panel.id}/decisions", form_at=url, kind="award").removesuffix("/edit")
    officer.sends(f"{decision}/send", form_at=decision)
    approver.sends(f"{decision}/approve", answer="approve")
    run_jobs()
    officer.sends(f"{decision}/issue-summaries", form_at=f"{decision}/summaries")
    run_jobs()


def stand_still_over_christmas(officer: Voice) -> None:
    decision = db.session.scalars(select(Decision)).one()
    url = f"/decisions/{decision.id}"
    clock.move_to(NOTICE)
    db.session.commit()
    officer.sends(f"{url}/standstill", form_at=url)
    assert "No contract can be offered before it ends." in officer.reads(url)
    clock.move_to(LAST_MINUTE)
    db.session.commit()
    assert "Confirm the award" not in officer.reads(url)
    clock.move_to(LAST_MINUTE + dt.timedelta(minutes=3))
    db.session.commit()
    officer.sends(f"{url}/confirm", form_at=url)
    db.session.expire_all()
    assert db.session.scalars(select(Decision)).one().state is DecisionState.CONFIRMED
