"""What the approver sees of each round, and what the authors see of the approver."""

import re

import pytest

from accounts.states import Role
from challenges.models import Approval, Challenge
from challenges.queries.approval import approvals_of, remarks_of
from challenges.services import amendment, approval
from challenges.states import ChallengeState
from challenges.states.builder import Section
from core.database import db
from core.errors import Refused
from core.outbox import Message
from tests.factories.accounts import member, officer, sign_in
from tests.factories.challenges import ChallengeFactory
from tests.integration.challenges.test_challenge_pages import seen_in, text_of
from tests.support.posting import send

pytestmark = pytest.mark.usefixtures("db_session")
State = ChallengeState


@pytest.fixture
def people(db_session):
    """A complete draft, its officer, and an approver of the council."""
    challenge = ChallengeFactory(at=State.DRAFT)
    return challenge, officer(challenge.council), member(challenge.council, Role.APPROVER)


def test_a_round_keeps_what_was_sent(people):
    challenge, by, _approver = people
    approval.submit_for_approval(challenge, by=by)
    kept = approvals_of(challenge.id)[0].snapshot
    assert set(kept) == {section.value for section in Section}
    problem = {line["key"]: line["text"] for line in kept["problem"]}
    assert problem["summary"] == challenge.summary
    assert {line["text"] for line in kept["criteria"]} >= {"Impact", "50", "Impact at 5."}
    assert challenge.budget_owner in {line["text"] for line in kept["governance"]}


def test_it_is_returned_with_comments_on_sections_alone(people):
    challenge, by, approver = people
    approval.submit_for_approval(challenge, by=by)
    with pytest.raises(Refused):
        approval.send_back(challenge, comments=" ", remarks={Section.TERMS: "  "}, by=approver)
    approval.send_back(
        challenge, comments="", remarks={Section.TERMS: "Say when you pay.", Section.MONEY: ""}, by=approver
    )
    assert remarks_of(challenge) == {"terms": "Say when you pay."}
    body = db.session.query(Message).order_by(Message.queued_at.desc(), Message.id.desc()).first().body
    assert "Terms and intellectual property: Say when you pay." in body
    approval.submit_for_approval(challenge, by=by)
    assert remarks_of(challenge) == {}


def test_the_authors_find_the_comment_at_its_section(client, people):
    challenge, by, approver = people
    base = f"/challenges/{challenge.slug}"
    approval.submit_for_approval(challenge, by=by)
    sign_in(client, approver)
    remarks = {"remark_terms": "Say when you pay.", "remark_questions": "Too many.", "remark_money": "Too much."}
    send(client, f"{base}/approval", {"send_back": "yes", "comments": "", **remarks})
    sign_in(client, by)
    assert "Say when you pay." in text_of(client.get(f"{base}/edit"))
    assert "Say when you pay." in text_of(client.get(f"{base}/edit/terms"))
    assert "Too many." in text_of(client.get(f"{base}/edit/questions"))
    assert "Too much." in text_of(client.get(f"{base}/edit/money/1"))
    assert "What the approver wrote" not in text_of(client.get(f"{base}/edit/route"))


def test_the_approver_sees_the_difference_word_by_word(client, people):
    challenge, by, approver = people
    base = f"/challenges/{challenge.slug}"
    sign_in(client, by)
    send(client, f"{base}/submit", {"note": ""})
    sign_in(client, approver)
    assert 'id="changed"' not in text_of(client.get(f"{base}/approval"))
    send(client, f"{base}/approval", {"send_back": "yes", "comments": "Say who pays."})
    sign_in(client, by)
    words = {"seen": seen_in(text_of(client.get(f"{base}/edit/terms"))), "intellectual_property": "None."}
    send(client, f"{base}/edit/terms", {**words, "terms": "You keep most rights."})
    send(client, f"{base}/submit", {"note": ""})
    sign_in(client, approver)
    page = text_of(client.get(f"{base}/approval"))
    assert marked(page, "del", "the ")
    assert marked(page, "ins", "most ")
    assert "Terms and intellectual property (changed)" in page
    assert "Money (changed)" not in page


def test_an_approver_reads_the_whole_of_each_section_and_markup_stays_words(client, people):
    challenge, by, approver = people
    challenge.evidence = "<script>alert(1)</script>"
    db.session.flush()
    approval.submit_for_approval(challenge, by=by)
    sign_in(client, approver)
    page = text_of(client.get(f"/challenges/{challenge.slug}/approval"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for words in ("What will change, for whom?: Most words", "Impact, 5: What the score means", "Yes"):
        assert words in page


def test_a_round_from_before_there_were_snapshots_can_be_decided(client, people):
    challenge, by, approver = people
    approval.submit_for_approval(challenge, by=by)
    db.session.query(Approval).update({"snapshot": {}})
    sign_in(client, approver)
    assert send(client, f"/challenges/{challenge.slug}/approval", {"approve": "yes"}).status_code == 302
    assert db.session.get(Challenge, challenge.id).state is State.APPROVED


def test_an_amendment_is_public_word_by_word(client):
    challenge = ChallengeFactory(at=State.OPEN)
    values = {"outcomes_wanted": "A third <b>as</b> many falls."}
    amendment.amend(challenge, values=values, reason="Seen again", by=officer(challenge.council))
    page = text_of(client.get(f"/challenges/{challenge.slug}"))
    assert marked(page, "del", "Half as ")
    assert marked(page, "ins", "A third &lt;b&gt;as&lt;/b&gt; ")


def marked(page: str, tag: str, words: str) -> bool:
    return re.search(rf"<{tag}><span[^>]*>[^<]*</span>\s*{re.escape(words)}\s*<span", page) is not None
