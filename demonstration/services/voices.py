"""What residents say, support and follow."""

import random
import uuid

from core import clock
from core.access import Actor
from core.database import db
from demonstration.services.cast import Cast
from participation import queries, services
from participation.models import Comment, Topic
from participation.states import ModerationRule

SAID = {
    ("challenge", "en"): (
        "My mother would need this. Ask people who do not use a computer, too.",
        "Good that somebody asks. Tell us how it ends.",
        "I hope that this does not end like the last one.",
    ),
    ("pilot", "en"): (
        "Who looks at the figures? I would like to see them each month.",
        "It works in our street. The people were friendly and told us beforehand.",
        "Can our street have it too?",
    ),
    ("challenge", "cy"): ("Diolch am ofyn yn Gymraeg.", "Mae hyn yn bwysig i'n pentref ni."),
    ("pilot", "cy"): ("Mae'r gyrrwr yn gwybod fy enw. Diolch.", "Pryd y daw i'n pentref ni?"),
    ("challenge", "ca"): ("Ja era hora. Expliqueu-nos com acaba.", "Pregunteu també a la gent gran."),
    ("pilot", "ca"): ("Al mercat petit funciona molt bé.", "Quan arribarà al nostre barri?"),
}
HELD = "You are all thieves and this is for your friends."
REMOVED = "Ring my neighbour at number 9, she never opens her door."


def speak(cast: Cast) -> None:
    """Comments and votes on every topic, from people who are no part of the bidders."""
    db.session.expire_all()
    topics = db.session.scalars(db.select(Topic).order_by(Topic.title)).all()
    for number, topic in enumerate(topics):
        language = _language(cast, topic)
        for place, resident in enumerate(cast.residents):
            if topic.votes_open and random.random() < 0.6:  # noqa: S311 - it only has to look alive
                services.vote(topic, by=resident)
            if topic.comments_open and (place + number) % 5 == 0:
                choices = SAID.get((topic.kind, language), SAID["challenge", language])
                words = choices[(place + number) % len(choices)]
                services.say(topic, words=words, by=resident, language=language)
        db.session.expire(topic)
    _moderate(cast)


def _language(cast: Cast, topic: Topic) -> str:
    council = next(one for one in cast.councils.values() if one.id == topic.council_id)
    return str(council.languages[0])


def _moderate(cast: Cast) -> None:
    """In the council of the buttons one comment waits for the moderator, and one was removed with its reason."""
    northmoor = cast.councils["northmoor"].id
    topic = db.session.scalars(
        db.select(Topic).where(Topic.council_id == northmoor, Topic.kind == "pilot").limit(1)
    ).one()
    author, reporter = cast.residents[1], cast.residents[2]
    for words in (HELD, REMOVED):
        said = services.say(topic, words=words, by=author)
        clock.forget()
        services.report_comment(_comment(reporter, said.id), rule=ModerationRule.PERSONAL_DATA, by=reporter)
    services.remove_comment(
        _comment(cast.actors["moderator"], said.id),
        rule=ModerationRule.PERSONAL_DATA,
        reason="It points to a private person at an address.",
        by=cast.actors["moderator"],
    )


def _comment(actor: Actor, comment_id: uuid.UUID) -> Comment:
    db.session.flush()
    db.session.expire_all()
    found = queries.comment_for(actor, comment_id)
    if found is None:
        raise LookupError(comment_id)
    return found
