"""Verbs of taking part: follow, comment, vote, and keeping the discussion fair."""

from participation.services.comment import (
    COMMENT_LIMIT,
    appeal,
    release_comment,
    remove_comment,
    report_comment,
    say,
    withdraw_comment,
)
from participation.services.topic import (
    confirm_follow,
    copy_follows,
    create_topic,
    follow_as_person,
    follow_by_email,
    hand_over,
    stop_follow,
    stop_following,
    update_topic,
)
from participation.services.vote import (
    take_back_vote,
    vote,
)

__all__ = [
    "COMMENT_LIMIT",
    "appeal",
    "confirm_follow",
    "copy_follows",
    "create_topic",
    "follow_as_person",
    "follow_by_email",
    "hand_over",
    "release_comment",
    "remove_comment",
    "report_comment",
    "say",
    "stop_follow",
    "stop_following",
    "take_back_vote",
    "update_topic",
    "vote",
    "withdraw_comment",
]
