"""A challenge is named in the language of whoever reads, where somebody has translated its title."""

import re

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from accounts.models import Person
from challenges.models import Challenge
from challenges.queries.challenge import whole_challenge_by_id
from challenges.queries.texts import key_of, texts_of
from challenges.queries.translation import title_of
from challenges.services.translation import write_translations
from core.database import db
from core.outbox import Message
from tests.factories.accounts import CouncilFactory, page, sign_in
from tests.factories.panels import Scene, panel_with

pytestmark = pytest.mark.usefixtures("db_session")

WELSH = "Palmentydd rhewllyd"


def translated(**wanted) -> Scene:
    scene = panel_with(council=CouncilFactory(languages=["en", "cy"]), **wanted)
    translate(scene.challenge)
    return scene


def translate(challenge: Challenge) -> None:
    whole = whole_challenge_by_id(challenge.id)
    texts = [text for text in texts_of(whole) if text.key == "title"]
    write_translations(whole, "cy", texts=texts, words={"title": WELSH})
    db.session.flush()


def test_each_assessor_is_written_to_in_their_language_about_a_challenge_named_in_it():
    scene = translated(assessors=2)
    people = [db.session.get_one(Person, one.person_id) for one in scene.assessors]
    people[0].language = "cy"
    scene.assign()
    mails = db.session.scalars(select(Message).where(Message.kind == "scoring/assessments_assigned"))
    subjects = {mail.to_address: mail.subject for mail in mails}
    assert WELSH in subjects[people[0].email]
    assert subjects[people[1].email].endswith(scene.challenge.title)


def test_pages_of_a_panel_name_the_challenge_in_the_language_of_the_page(client):
    scene = translated(submissions=1)
    scene.declare_all()
    scene.assign()
    title, panel = scene.challenge.title, f"/panels/{scene.panel.id}"
    for who, url in (
        (scene.officer, "/panels"),
        (scene.officer, panel),
        (scene.officer, f"{panel}/ranking"),
        (scene.assessors[1], "/assessing"),
        (scene.assessors[1], f"/assessing/{scene.assessment(scene.assessors[1], scene.submissions[0]).id}"),
        (scene.assessors[1], "/work"),
    ):
        seen = page(client, who, url, lang="cy")
        assert WELSH in seen, url
        assert title not in seen, url
        seen = page(client, who, url, lang="es")
        assert title in seen, url
        assert WELSH not in seen, url
    assert f'<span lang="en">{title}</span>' in page(client, scene.officer, f"{panel}/ranking", lang="es")


def test_translated_titles_are_read_at_once_for_all_rows_of_a_list(bare_client, query_counter):
    first = translated(submissions=1)
    counts = []
    for _ in range(2):
        sign_in(bare_client, first.officer)
        bare_client.get("/panels?lang=cy")
        with query_counter() as statements:
            assert WELSH in bare_client.get("/panels?lang=cy").text
        counts.append(len(statements))
        for _more in range(3):
            translate(panel_with(council=first.council, submissions=1).challenge)
    assert counts[0] == counts[1] <= 12


def test_a_title_is_asked_for_once_however_many_mails_name_it(query_counter):
    scene = translated(submissions=1)
    with force_locale("cy"), query_counter() as statements:
        assert [title_of(scene.challenge).words for _ in range(3)] == [WELSH] * 3
    assert len(statements) == 1


def test_an_assessor_reads_criteria_and_anchors_in_the_language_of_the_page(client):
    scene = translated(submissions=1)
    whole = whole_challenge_by_id(scene.challenge.id)
    criterion = whole.lots[0].criteria[0]
    lowest, top = criterion.anchors[0].words, criterion.anchors[-1]
    words = {key_of(criterion, "title"): "Effaith", key_of(top, "words"): "Cyfan"}
    write_translations(whole, "cy", texts=[text for text in texts_of(whole) if text.key in words], words=words)
    scene.declare_all()
    scene.assign()
    me = scene.assessors[1]
    url = f"/assessing/{scene.assessment(me, scene.submissions[0]).id}"
    seen = page(client, me, url, lang="cy")
    assert re.search(r"<h2[^>]*>Effaith ", seen)
    assert "Sgôr ar gyfer Effaith" in seen
    assert re.search(r"\bCyfan\b", seen)
    assert f'<span lang="en">{lowest}</span>' in seen
    scene.score(me, scene.submissions[0])
    assert re.search(r"<h2[^>]*>Effaith ", page(client, me, url, lang="cy"))
    assert "Effaith" not in page(client, me, url, lang="en")
