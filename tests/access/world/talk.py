"""What people say about a challenge: comments in each state, topics that are open or not, follows."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from challenges.models import Challenge
from challenges.states import ChallengeState
from core.database import db
from notifications.models import SavedSearch
from notifications.services import ask_to_save
from participation import services
from participation.models import Comment, Follow, Topic
from participation.states import ModerationRule
from tests.access.cast import Cast
from tests.access.world.challenges import challenge_in
from tests.access.world.things import Thing, Things


def plant(cast: Cast) -> Things:
    challenge: Challenge = challenge_in(cast, ChallengeState.OPEN)
    topic = db.session.get_one(Topic, challenge.topic_id)
    said = {name: _say(cast, topic) for name in ("published", "reported", "held", "removed", "taken back")}
    services.report_comment(said["held"], rule=ModerationRule.UNLAWFUL, by=cast["resident"])
    services.report_comment(said["reported"], rule=ModerationRule.ABUSE, by=cast["resident"])
    services.remove_comment(said["removed"], rule=ModerationRule.OFF_TOPIC, reason="About buses.", by=cast["moderator"])
    services.withdraw_comment(said["taken back"], by=cast["author"])
    found: Things = {f"a comment: {name}": {"comment_id": comment.id} for name, comment in said.items()}
    found["a comment of the moderator: published"] = {"comment_id": _say(cast, topic, by="moderator").id}
    found["a topic: open"] = {"topic_id": topic.id}
    found["a topic: closed"] = {"topic_id": _closed(cast).id}
    found["a topic: off the public"] = {"topic_id": _closed(cast, is_public=False).id}
    found["a follow"] = _follow(topic)
    found |= _saved()
    return found


def _say(cast: Cast, topic: Topic, *, by: str = "author") -> Comment:
    comment = services.say(topic, words="What of wheelchairs?", by=cast[by])
    comment.topic = topic
    return comment


def _closed(cast: Cast, *, is_public: bool = True) -> Topic:
    return services.create_topic(
        kind="problem",
        title="PRB-7K3M9Q",
        path="/problems",
        council_id=cast.council.id,
        body_id=cast.council.id,
        comments_open=False,
        votes_open=False,
        is_public=is_public,
    )


def _saved() -> Things:
    ask_to_save("challenges", {"words": ["damp"]}, address="someone@home.example")
    search = db.session.scalars(select(SavedSearch).options(joinedload(SavedSearch.subscriber))).one()
    return {
        "a saved search": {"token": search.token},
        "an address with saved searches": {"token": search.subscriber.token},
    }


def _follow(topic: Topic) -> Thing:
    services.follow_by_email(topic, address="someone@home.example")
    follow = db.session.scalars(select(Follow).where(Follow.address == "someone@home.example")).one()
    return {"token": follow.token}
