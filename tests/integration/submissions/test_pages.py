"""The way of a supplier through the pages, without JavaScript, and what goes wrong on it."""

import dataclasses
import io
import json
import re

import pytest
from sqlalchemy import func, select

from accounts.states import Role
from challenges.states import AnswerKind
from core.database import db
from submissions import services, verify
from submissions.delta import difference
from submissions.models import Answer, Submission, SubmissionVersion
from submissions.states import SubmissionState
from tests.factories.accounts import CouncilFactory, PersonFactory, actor_alone, member, sign_in
from tests.factories.interests import reader_of
from tests.factories.submissions import (
    PDF,
    after_deadline,
    attach,
    challenge_open,
    draft,
    own,
    question_of,
    rows,
    submitted,
    supplier_person,
)
from tests.support.client import text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")


def url(submission: Submission, rest: str = "") -> str:
    return f"/proposals/{submission.id}{rest}"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page) or re.search(rf'value="([^"]*)"[^>]*name="{name}"', page)
    if found is None:
        found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    assert found is not None, f"no field {name}"
    return found.group(1)


def test_a_supplier_goes_from_the_challenge_to_the_receipt(client, by):
    challenge = challenge_open()
    assert "Start a proposal" in text_of(client.get(f"/challenges/{challenge.slug}/propose"))
    tasks = send(client, f"/challenges/{challenge.slug}/propose", follow_redirects=True)
    assert "Check your answers" in text_of(tasks)
    submission = db.session.scalars(select(Submission)).one()

    send(client, url(submission, "/title"), data={"title": "Listening bins", "version": "0"})
    send(client, url(submission, "/questions/1"), data={"words": "We listen <b>first</b>", "version": "0"})
    send(
        client,
        url(submission, "/questions/2"),
        data={"words": "Us", "version": "0", "confidential": "yes", "because": "A trade secret"},
    )
    send(client, url(submission, "/questions/3"), data={"words": "£12,500", "version": "0"})
    added = send(
        client,
        url(submission, "/questions/4"),
        data={"file": (io.BytesIO(PDF), "plan.pdf")},
        follow_redirects=True,
    )
    assert "plan.pdf" in text_of(added)

    check = text_of(client.get(url(submission, "/check")))
    assert "We listen &lt;b&gt;first&lt;/b&gt;" in check
    assert "?back=check" in check
    receipt = text_of(send(client, url(submission, "/check"), follow_redirects=True))
    assert "Proposal submitted" in receipt
    assert submission.reference in receipt

    shown = text_of(client.get(url(submission)))
    assert "Reopen to change it" in shown
    content = client.get(url(submission, "/versions/1/content.json"))
    verified = send(
        client,
        "/receipts/verify",
        data={
            "receipt": client.get(url(submission, "/versions/1/receipt.txt")).get_data(as_text=True),
            "content": (io.BytesIO(content.data), "content.json"),
        },
    )
    assert "This receipt is genuine" in text_of(verified)
    assert "exactly what was submitted" in text_of(verified)


def test_somebody_without_an_organisation_is_led_to_register_it_and_back(client):
    sign_in(client, actor_alone(PersonFactory()))
    challenge = challenge_open()
    page = text_of(client.get(f"/challenges/{challenge.slug}/propose"))
    assert f"/suppliers/register?next=/challenges/{challenge.slug}/propose" in page
    send(client, f"/challenges/{challenge.slug}/propose")
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 0
    registered = send(
        client,
        f"/suppliers/register?next=/challenges/{challenge.slug}/propose",
        data={"name": "New Ltd", "scheme": "GB-COH", "identifier": "01234567", "size": "small"}
        | {"next": f"/challenges/{challenge.slug}/propose"},
    )
    assert registered.location.endswith(f"/challenges/{challenge.slug}/propose")
    send(client, f"/challenges/{challenge.slug}/propose")
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 1


def test_an_answer_that_is_too_long_is_saved_and_told(client, by):
    submission = draft(by=by)
    long = "word " * 60
    response = send(client, url(submission, "/questions/1"), data={"words": long, "version": "1"})
    page = text_of(response)
    assert "Your answer is saved. This has 60 words. Shorten it to 50." in page
    assert "There is a problem" in page
    assert page.count(long.strip()) == 1
    assert field(page, "version") == "2"
    check = text_of(send(client, url(submission, "/check")))
    assert "Question 1: This has 60 words. Shorten it to 50." in check
    assert db.session.get(Submission, submission.id).state is SubmissionState.DRAFT


def test_saving_from_check_answers_leads_back_there(client, by):
    submission = draft(by=by)
    response = send(client, url(submission, "/questions/1?back=check"), data={"words": "Other", "version": "1"})
    assert response.location.endswith(url(submission, "/check"))


def test_the_second_of_two_colleagues_sees_both_texts_and_chooses(client, by):
    submission = draft(by=by)
    send(
        client,
        url(submission, "/questions/1"),
        data={"words": "The first colleague's", "confidential": "yes", "version": "1"},
    )
    clash = send(client, url(submission, "/questions/1"), data={"words": "The second colleague's", "version": "1"})
    page = text_of(clash)
    assert "The first colleague&#39;s" in page
    assert "The second colleague&#39;s" in page
    assert re.search(r'name="confidential"[^>]*checked', page)
    assert stored(submission) == "The first colleague's"
    send(
        client,
        url(submission, "/questions/1"),
        data={"words": "The second colleague's", "version": field(page, "version")},
    )
    assert stored(submission) == "The second colleague's"


def stored(submission: Submission) -> str:
    question = question_of(submission.challenge, AnswerKind.LONG_TEXT)
    found = db.session.scalars(
        select(Answer).where(Answer.submission_id == submission.id, Answer.question_id == question.id)
    ).one()
    return found.words


def test_autosave_saves_what_changed_and_says_when(client, by):
    submission = draft(by=by)
    response = send(client, url(submission, "/questions/1/autosave"), data={"words": "On the way", "version": "1"})
    assert re.fullmatch(r"\d\d:\d\d", response.json["saved_at"])
    assert response.json["version"] == 2
    assert stored(submission) == "On the way"
    late = send(client, url(submission, "/questions/1/autosave"), data={"words": "A colleague", "version": "1"})
    assert late.status_code == 409
    assert stored(submission) == "On the way"
    ticked = send(client, url(submission, "/questions/1/autosave"), data={"confidential": "yes", "version": "2"})
    assert ticked.json["version"] == 3
    assert stored(submission) == "On the way"


def changed(base: str, text: str) -> str:
    return json.dumps(dataclasses.asdict(difference(base, text)))


def test_of_a_long_answer_autosave_takes_what_changed_alone(client, by):
    submission = draft(by=by)
    save, long = url(submission, "/questions/1/autosave"), "A word 🚲. " * 3000 + "End"
    assert send(client, save, data={"words": long, "version": "1"}).json["version"] == 2
    wanted = long.replace("End", "The end") + "!"
    sent = changed(long, wanted)
    assert len(sent) < 200
    assert send(client, save, data={"delta": sent, "version": "2"}).json["version"] == 3
    assert stored(submission) == wanted
    # The same once more, because its answer was lost; one from an older text; one that is none at all.
    for again in (sent, changed("Another text", wanted), "nonsense"):
        response = send(client, save, data={"delta": again, "version": "2"})
        assert (response.status_code, response.json) == (412, {"send_all": True})
    assert send(client, save, data={"words": wanted, "version": "2"}).json["version"] == 3
    assert send(client, save, data={"words": "A colleague's", "version": "2"}).status_code == 409
    assert stored(submission) == wanted


def test_the_title_saves_itself_too(client, by):
    submission = draft(by=by)
    response = send(client, url(submission, "/title/autosave"), data={"title": "New", "version": "1"})
    assert response.json["version"] == 2
    assert (
        send(client, url(submission, "/title/autosave"), data={"title": "x" * 300, "version": "2"}).status_code == 422
    )


def test_a_stale_form_without_a_version_overwrites_nothing(client, by):
    submission = draft(by=by)
    page = text_of(send(client, url(submission, "/questions/1"), data={"words": "Stale", "version": "what"}))
    assert "There are two texts" in page
    assert stored(submission) == "We would listen."


def test_a_double_click_on_submit_leads_to_the_same_receipt(client, by):
    submission = draft(by=by)
    first = send(client, url(submission, "/check"))
    second = send(client, url(submission, "/check"))
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(SubmissionVersion)) == 1


def test_who_has_a_proposal_is_led_to_it_from_the_start(client, by):
    submission = draft(by=by)
    assert f'href="{url(submission)}"' in text_of(client.get(f"/challenges/{submission.challenge.slug}/propose"))


def test_a_double_click_on_start_makes_one_draft(client, by):
    challenge = challenge_open()
    places = {send(client, f"/challenges/{challenge.slug}/propose").location for _ in range(2)}
    assert len(places) == 1


def test_a_late_click_keeps_the_text_to_copy(client, by):
    submission = draft(by=by)
    after_deadline(submission.challenge)
    response = send(client, url(submission, "/questions/1"), data={"words": "My late words", "version": "1"})
    assert response.status_code == 409
    assert "My late words" in response.get_data(as_text=True)
    assert "The deadline has passed" in response.get_data(as_text=True)
    late = send(client, url(submission, "/check"), follow_redirects=True)
    assert "closed before you submitted" in late.get_data(as_text=True)
    assert "We would listen." in late.get_data(as_text=True)
    assert client.get(url(submission, "/questions/1")).location.endswith(url(submission))


def test_a_click_on_submit_that_arrives_late_after_reopening_keeps_what_stands(client, by):
    submission, _version = submitted(by=by)
    send(client, url(submission, "/reopen"))
    send(client, url(submission, "/questions/1"), data={"words": "Never sent", "version": "1"})
    after_deadline(submission.challenge)
    page = send(client, url(submission, "/check")).get_data(as_text=True)
    assert "Your proposal was not accepted" in page
    shown = text_of(client.get(url(submission)))
    assert "did not submit again" in shown
    assert "We would listen." in shown
    assert "Never sent" in shown


def test_the_screen_says_that_the_submitted_version_stands_while_it_is_reopened(client, by):
    submission, _version = submitted(by=by)
    page = text_of(send(client, url(submission, "/reopen"), follow_redirects=True))
    assert "counts until you submit again" in page


def test_withdrawing_asks_once_and_leads_to_the_list(client, by):
    submission, _version = submitted(by=by)
    assert "Withdraw this proposal" in text_of(client.get(url(submission, "/withdraw")))
    done = text_of(send(client, url(submission, "/withdraw"), data={"reason": ""}, follow_redirects=True))
    assert "is withdrawn" in done
    assert send(client, url(submission, "/withdraw"), data={"reason": ""}).status_code == 409


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "/title",
        "/questions/1",
        "/check",
        "/receipt",
        "/versions/1",
        "/versions/1/content.json",
        "/withdraw",
        "/offer",
    ],
)
def test_what_belongs_to_another_supplier_is_not_there(client, rest):
    submission, _version = submitted(by=supplier_person())
    sign_in(client, supplier_person())
    assert client.get(url(submission, rest)).status_code == 404
    posted = send(client, url(submission, rest), data={"words": "x", "title": "x", "version": "0"})
    assert posted.status_code in (404, 405)


def test_a_file_of_another_supplier_is_not_there(client, by):
    other = supplier_person()
    theirs = draft(by=other)
    attach(theirs, by=other)
    file_id = own(theirs, other).files[0].file_id
    mine = draft(by=by)
    assert client.get(url(mine, f"/files/{file_id}")).status_code == 404
    assert client.get(url(theirs, f"/files/{file_id}")).status_code == 404
    send(client, url(mine, f"/questions/4/files/{file_id}/remove"))
    assert len(own(theirs, other).files) == 1


def test_a_question_that_is_not_there_is_a_404(client, by):
    submission = draft(by=by)
    assert client.get(url(submission, "/questions/99")).status_code == 404
    assert client.get(url(submission, "/versions/7")).status_code == 404


def test_who_has_not_signed_in_is_led_to_the_sign_in_page(client):
    submission = draft()
    assert "/sign-in" in client.get(url(submission)).location
    assert "/sign-in" in client.get("/proposals").location


def test_an_unknown_state_in_the_address_is_told_and_filters_nothing(client, by):
    draft(by=by)
    page = text_of(client.get("/proposals?state=eaten&page=99&words=%00"))
    assert "SUB-" in page


def test_the_list_takes_the_same_queries_for_one_and_for_25(client, by, query_counter):
    taken = []
    for more in (1, 24):
        for _ in range(more):
            rows(challenge_open(), state=SubmissionState.DRAFT, supplier_id=by.body_id)
        with query_counter() as statements:
            page = text_of(client.get("/proposals"))
        taken.append((page.count("SUB-"), len(statements)))
    assert [count for count, _ in taken] == [1, 25]
    assert taken[0][1] == taken[1][1] <= 12


def test_the_task_list_stays_within_twelve_queries(client, by, query_counter):
    submission = draft(by=by)
    attach(submission, by=by)
    for address in [url(submission, rest) for rest in ("", "/check", "/questions/1", "/questions/4")]:
        with query_counter() as statements:
            text_of(client.get(address))
        assert len(statements) <= 12, "\n".join([address, *statements])


def test_an_officer_types_in_a_paper_proposal_and_loses_sight_of_it(client):
    council = CouncilFactory()
    officer = member(council, Role.OFFICER)
    challenge = challenge_open(council)
    sign_in(client, officer)
    empty = text_of(send(client, f"/challenges/{challenge.slug}/proposals/enter"))
    assert "Choose which official number it has" in empty
    paper = {
        "name": "Paper Ltd",
        "scheme": "GB-COH",
        "identifier": "0765 4321",
        "channel": "post",
        "consent": "In their letter",
    }
    entered = send(client, f"/challenges/{challenge.slug}/proposals/enter", data=paper)
    submission = db.session.scalars(select(Submission)).one()
    assert entered.location.endswith(url(submission))
    twice = send(client, f"/challenges/{challenge.slug}/proposals/enter", data=paper)
    assert "has a proposal in this challenge already" in text_of(twice)
    assert "You type this in for Paper Ltd" in text_of(client.get(url(submission)))
    send(client, url(submission, "/title"), data={"title": "From paper", "version": "0"})
    for number, words in ((1, "We listen"), (2, "Us"), (3, "1")):
        send(client, url(submission, f"/questions/{number}"), data={"words": words, "version": "0"})
    done = text_of(send(client, url(submission, "/check"), follow_redirects=True))
    assert "You can no longer open it" in done
    assert client.get(url(submission)).status_code == 404
    after_deadline(challenge)
    assert client.get(f"/received/{submission.id}").status_code == 404
    sign_in(client, reader_of(challenge))
    assert "From paper" in text_of(client.get(f"/received/{submission.id}"))


def test_the_command_verifies_what_was_downloaded_and_a_changed_byte_makes_it_fail(client, by, tmp_path, capsys):
    submission = draft(by=by)
    attach(submission, by=by)
    services.submit(own(submission, by), by=by)
    file_id = own(submission, by).files[0].file_id
    addresses = {
        "key.pem": "/receipts/public-key",
        "receipt.txt": url(submission, "/versions/1/receipt.txt"),
        "content.json": url(submission, "/versions/1/content.json"),
        "plan.pdf": url(submission, f"/files/{file_id}"),
    }
    for name, address in addresses.items():
        (tmp_path / name).write_bytes(client.get(address).data)
    command = ["--key", *(str(tmp_path / name) for name in addresses)]
    assert verify.main(command) == 0
    for name in ("plan.pdf", "content.json"):
        right = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(right[:-1] + b"!")
        assert verify.main(command) == 1
        assert "NOT" in capsys.readouterr().out
        (tmp_path / name).write_bytes(right)
    program = client.get("/receipts/verify.py")
    assert b"def canonical(" in program.data
    assert "verify.py" in text_of(client.get("/receipts/verify"))
