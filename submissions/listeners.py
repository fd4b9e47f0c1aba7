"""What proposals do when something happens to their challenge, and what they add to other floors' pages."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from accounts import signals as people
from accounts.models import Supplier
from accounts.registries import WorkItem, merge_obstacles, work_items
from accounts.states import Role
from challenges import registries, signals
from challenges.models import Amendment, Challenge, ClarificationQuestion
from challenges.queries.translation import called, read_titles
from challenges.states import ChallengeState
from core import clock, holding
from core.access import Actor
from submissions import policies, queries, services
from submissions.models import SubmissionMember
from submissions.states import SubmissionState


@people.suppliers_merged.connect
def _merged(_sender: object, *, gone: Supplier, kept: Supplier, by: Actor, **_: Any) -> None:
    services.hand_over(gone, kept, by=by)


@signals.challenge_amended.connect
def _amended(_sender: object, *, challenge: Challenge, amendment: Amendment, **_: Any) -> None:
    services.tell_of_amendment(challenge, amendment)


@signals.challenge_cancelled.connect
def _cancelled(_sender: object, *, challenge: Challenge, by: Actor, **_: Any) -> None:
    services.void_all(challenge, by=by)


@signals.clarification_answered.connect
def _answered(_sender: object, *, question: ClarificationQuestion, **_: Any) -> None:
    services.tell_of_answer(question)


def _counts(challenge_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, registries.Counts]:
    return dict(queries.counts_of(challenge_ids))


def _office(actor: Actor, challenge: Challenge) -> Iterable[registries.OfficeLink]:
    if challenge.approved_at is not None and policies.can_see_received(actor, challenge):
        yield registries.OfficeLink(text=_l("Proposals"), url=url_for("submissions.received_list", slug=challenge.slug))
        if challenge.ideas_allowed:
            yield registries.OfficeLink(
                text=_l("Ideas from the public"), url=url_for("submissions.idea_received_list", slug=challenge.slug)
            )


def _public_ideas(challenge: Challenge) -> registries.PublicPart | None:
    if not challenge.ideas_allowed or challenge.state_at(clock.now()) is not ChallengeState.OPEN:
        return None
    address = url_for("submissions.idea_send", slug=challenge.slug)
    return registries.PublicPart(template="submissions/public_ideas.html", facts={"url": address})


def _work(actor: Actor) -> Iterable[WorkItem]:
    """A supplier's drafts and offers; an officer's proposals to check."""
    if policies.acts_for_supplier(actor):
        yield from _suppliers_work(actor)
    elif actor.role == "officer":
        to_check = queries.waiting_for_eligibility(actor)
        read_titles(challenge for challenge, _count in to_check)
        for challenge, count in to_check:
            yield WorkItem(
                kind=_l("Proposals to check"),
                title=called(challenge),
                url=url_for("submissions.received_list", slug=challenge.slug),
                detail=_l("%(count)s to check against the conditions", count=count),
                due_at=challenge.closes_at,
            )
        yield from (_looking_item(challenge, count) for challenge, count in queries.waiting_for_looking(actor))
        yield from (_ideas_item(challenge, count) for challenge, count in queries.ideas_to_answer(actor))


def _suppliers_work(actor: Actor) -> Iterator[WorkItem]:
    """Each item with the title of its challenge in the language of the page."""
    waiting, fitting = queries.own_waiting(actor), queries.fitting_without_proposal(actor)
    places = queries.places_to_answer(actor) if actor.role == Role.LEAD.value else []
    answered, asked = queries.answered_around(actor), queries.own_to_answer(actor)
    challenges = [
        *(submission.challenge for submission in waiting),
        *(member.submission.challenge for member in places),
        *(question.challenge for question in answered),
        *fitting,
        *(one.submission.challenge for one in asked),
    ]
    read_titles(challenges)
    yield from (_own_item(submission, called(submission.challenge)) for submission in waiting)
    yield from (_place_item(member, called(member.submission.challenge)) for member in places)
    yield from (_answered_item(question, called(question.challenge)) for question in answered)
    yield from (_fitting_item(challenge, called(challenge)) for challenge in fitting)
    yield from (_question_item(one, called(one.submission.challenge)) for one in asked)


def _own_item(submission: Any, challenge: str) -> WorkItem:
    url = url_for("submissions.proposal_show", submission_id=submission.id)
    title = submission.title or challenge
    if submission.state is SubmissionState.OFFERED:
        return WorkItem(kind=_l("Offers to answer"), title=title, url=url, detail=challenge)
    detail = _l("Changes not submitted") if submission.reopened_at else _l("Not submitted yet")
    return WorkItem(
        kind=_l("Proposals to finish"), title=title, url=url, detail=detail, due_at=submission.challenge.closes_at
    )


def _looking_item(challenge: Challenge, count: int) -> WorkItem:
    return WorkItem(
        kind=_l("Proposals to look through for names"),
        title=challenge.title,
        url=url_for("submissions.telling_list", slug=challenge.slug),
        detail=_l("%(count)s to look through before the assessors read on", count=count),
        since_at=challenge.closes_at,
    )


def _ideas_item(challenge: Challenge, count: int) -> WorkItem:
    return WorkItem(
        kind=_l("Ideas to answer"),
        title=challenge.title,
        url=url_for("submissions.idea_received_list", slug=challenge.slug),
        detail=_l("%(count)s ideas from the public", count=count),
        since_at=challenge.closes_at,
    )


def _question_item(asked: Any, challenge: str) -> WorkItem:
    return WorkItem(
        kind=_l("Questions from the council to answer"),
        title=asked.subject,
        url=url_for("submissions.clarification_answer", submission_id=asked.submission_id, number=asked.number),
        detail=challenge,
        due_at=asked.due_at,
    )


holding.owners.add("submissions", services.tell_of_virus)
merge_obstacles.add("submissions", services.merge_obstacle)


def _answered_item(question: ClarificationQuestion, challenge: str) -> WorkItem:
    return WorkItem(
        kind=_l("Questions that were answered"),
        title=shorten(question.published_words, 100, placeholder="…"),
        url=url_for("challenges.challenge_show", slug=question.challenge.slug),
        detail=challenge,
        since_at=question.answered_at,
    )


def _fitting_item(challenge: Challenge, title: str) -> WorkItem:
    return WorkItem(
        kind=_l("Challenges that fit your interests"),
        title=title,
        url=url_for("challenges.challenge_show", slug=challenge.slug),
        detail=challenge.council.name,
        due_at=challenge.closes_at,
    )


def _place_item(member: SubmissionMember, challenge: str) -> WorkItem:
    return WorkItem(
        kind=_l("Organisations that ask you to propose together"),
        title=member.submission.supplier.name,
        url=url_for("submissions.member_answer", member_id=member.id),
        detail=challenge,
        due_at=member.submission.challenge.closes_at,
    )


work_items.add("submissions", _work, order=30)
registries.counts.add("submissions", _counts)
registries.running.add("submissions", queries.has_somebody_running)
registries.public_parts.add("submissions.ideas", _public_ideas, order=5)
registries.office_links.add("submissions", _office, order=10)
