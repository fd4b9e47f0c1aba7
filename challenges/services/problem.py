"""Raising a problem, and the council's first look at it."""

import uuid
from dataclasses import dataclass
from typing import IO

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from accounts import queries as accounts
from challenges.models.problem import Problem, ProblemFile
from challenges.policies import problem as policies
from challenges.queries import problem as queries
from challenges.safety import concern_in
from challenges.services import kept_upload
from challenges.states.problem import (
    PROBLEM_LIFECYCLE,
    PROBLEM_PUBLISHED,
    PROBLEM_RAISED,
    PROBLEM_REVIEW_STARTED,
    Channel,
    Concern,
    ProblemAction,
    ProblemState,
)
from challenges.states.theme import Theme
from core import audit, clock
from core.access import Actor, check
from core.database import db, new_id
from core.errors import Refused
from core.pictures import without_metadata
from core.storage import PICTURES, store_upload
from core.text import new_reference, slugify
from notifications.services import tell_followers
from participation import queries as topics
from participation import services as participation

WORDS_LIMIT = 5000
TITLE_LIMIT = 100
FILE_ENDINGS = ("pdf", *PICTURES)
FILE_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it came with a form."""

    stream: IO[bytes]
    name: str


@dataclass(frozen=True)
class Report:
    """What somebody says is wrong. Only `council_id` and `words` are needed.

    `form_key` was made with the form: a form that is sent twice raises one problem.
    """

    council_id: uuid.UUID
    words: str
    title: str = ""
    place: str = ""
    email: str = ""
    language: str = "en"
    upload: Upload | None = None
    # Instead of an upload: the key of one that came with the same form before.
    kept: str = ""
    form_key: uuid.UUID | None = None


def raise_problem(report: Report, *, by: Actor) -> Problem:
    """Take a problem from anybody, signed in or not. Raises `Refused` for a file that cannot be taken."""
    return _raise(report, by=by, raised_by=by.person_id, channel=Channel.WEB)


def enter_problem(report: Report, *, channel: Channel, consent_given: bool, by: Actor) -> Problem:
    """Write down a problem for somebody who phoned, wrote or came in. Raises `Refused` without their consent."""
    check(policies.can_enter_for(by, report.council_id))
    if not consent_given:
        raise Refused(_l("Ask the person whether you may write it down for them."), field="consent_given")
    return _raise(report, by=by, channel=channel, entered_by=by.person_id, consent_given=True)


def _raise(
    report: Report,
    *,
    by: Actor,
    channel: Channel,
    raised_by: uuid.UUID | None = None,
    entered_by: uuid.UUID | None = None,
    consent_given: bool = False,
) -> Problem:
    earlier = queries.problem_by_form_key(report.form_key) if report.form_key else None
    if earlier is not None:
        return earlier
    words = report.words.strip()
    if not words:
        raise Refused(_l("Say what the problem is."), field="words")
    file = store_picture_or_document(report.upload) if report.upload else kept_upload.take(report.kept)
    reference = new_reference("PRB")
    problem = Problem(
        id=new_id(),
        reference=reference,
        slug=reference.lower(),
        council_id=report.council_id,
        title=report.title.strip() or title_from(words),
        description=words,
        raised_words=words,
        place=report.place.strip(),
        language=report.language,
        state=ProblemState.RAISED,
        raised_by=raised_by,
        reporter_email=report.email.strip().lower() or None,
        channel=channel,
        entered_by=entered_by,
        consent_given=consent_given,
        concern=concern_of(report),
        form_key=report.form_key,
        raised_at=clock.now(),
    )
    clash = _add(problem)
    if clash is not None:
        return clash
    if file is not None:
        db.session.add(ProblemFile(problem_id=problem.id, file_id=file))
    audit.record(PROBLEM_RAISED, subject=problem, by=by, to_state=problem.state.value, channel=channel.value)
    open_topic(problem)
    _follow(problem, address=report.email.strip(), language=report.language)
    return problem


def _add(problem: Problem) -> Problem | None:
    """Insert the problem. Returns the earlier one when the same form arrives twice at the same moment."""
    try:
        with db.session.begin_nested():
            db.session.add(problem)
    except IntegrityError:
        earlier = queries.problem_by_form_key(problem.form_key) if problem.form_key else None
        if earlier is None:
            raise
        return earlier
    return None


def concern_of(report: Report) -> Concern | None:
    """What it sounds like: something that cannot wait until it is read, or nothing of that kind."""
    return concern_in(f"{report.title} {report.words} {report.place}")


def keep_upload(upload: Upload) -> str:
    """Check and keep a file while the form that it came with goes on. Raises `Refused` for one that cannot be taken."""
    return kept_upload.keep(store_picture_or_document(upload))


def store_picture_or_document(upload: Upload) -> uuid.UUID:
    is_picture = upload.name.lower().endswith(PICTURES)
    stream = without_metadata(upload.stream) if is_picture else upload.stream
    try:
        return store_upload(stream, name=upload.name, limit=FILE_LIMIT, endings=FILE_ENDINGS).id
    except Refused as refusal:
        raise Refused(refusal.message, field="upload") from refusal


def title_from(words: str) -> str:
    """The first sentence, or as many of its whole words as fit into a line."""
    first = words.strip().splitlines()[0]
    for end in (". ", "! ", "? "):
        first = first.partition(end)[0]
    if len(first) <= TITLE_LIMIT:
        return first.rstrip(".")
    return first[:TITLE_LIMIT].rpartition(" ")[0].rstrip(",;:") + " …" if " " in first else first[:TITLE_LIMIT]


def open_topic(problem: Problem) -> None:
    """What the author follows. Until the problem is published it tells nothing but the reference."""
    topic = participation.create_topic(
        kind="problem",
        title=problem.reference,
        path=f"/problems/reference/{problem.reference}",
        council_id=problem.council_id,
        comments_open=False,
        votes_open=False,
        is_public=False,
    )
    problem.topic_id = topic.id
    db.session.flush()
    if problem.raised_by:
        participation.follow_as_person(topic, problem.raised_by)


def _follow(problem: Problem, *, address: str, language: str) -> None:
    topic = topics.topic(problem.topic_id) if address and problem.topic_id else None
    if topic is not None:
        participation.follow_by_email(topic, address=address, language=language)


def start_review(problem: Problem, *, by: Actor) -> None:
    """An officer begins to look at what was raised; whoever follows it is told."""
    lock(problem, by=by)
    PROBLEM_LIFECYCLE.check(problem, ProblemAction.START_REVIEW)
    problem.review_started_at = clock.now()
    PROBLEM_LIFECYCLE.move(problem, ProblemAction.START_REVIEW, by=by, event=PROBLEM_REVIEW_STARTED)
    db.session.flush()


def publish_problem(
    problem: Problem, *, title: str, description: str, publish_files: bool, theme: Theme | None = None, by: Actor
) -> None:
    """Let everybody read the problem, in words that identify nobody.

    `description` may differ from what was raised. Starts the review if that has not happened. Raises `Refused` when it
    is public already or was decided without being published.
    """
    if problem.state is ProblemState.RAISED:
        start_review(problem, by=by)
    lock(problem, by=by)
    if problem.is_public or problem.state is not ProblemState.UNDER_REVIEW:
        raise Refused(_l("This problem was published or decided meanwhile. Go back and look again."))
    problem.title, problem.description = title.strip(), description.strip()
    problem.theme = theme
    problem.slug = f"{slugify(problem.title, limit=60)}-{problem.reference.partition('-')[2].lower()}"
    problem.published_at = clock.now()
    for attached in queries.files_of(problem.id):
        attached.published = publish_files
    audit.record(PROBLEM_PUBLISHED, subject=problem, by=by, reworded=problem.description != problem.raised_words)
    db.session.flush()
    if problem.topic_id:
        show_topic(problem)
        tell_followers(
            problem.topic_id,
            template="challenges/problem_published",
            why=_l("You get this email because you follow this problem."),
            once_key=f"problem-published:{problem.id}",
            problem=problem,
            council=accounts.body(problem.council_id),
        )


def show_topic(problem: Problem) -> None:
    """What follows the problem tells of it, and is open, as long as it is public; else it tells only the reference."""
    if problem.topic_id:
        public = problem.is_public
        participation.update_topic(
            problem.topic_id,
            title=problem.title if public else problem.reference,
            path=f"/problems/{problem.slug}" if public else f"/problems/reference/{problem.reference}",
            comments_open=public,
            votes_open=public,
            is_public=public,
        )


def lock(problem: Problem, *, by: Actor) -> None:
    """Check that the actor may decide, then let one officer at a time change this problem."""
    check(policies.can_decide_problem(by, problem))
    db.session.refresh(problem, attribute_names=["state", "published_at"], with_for_update=True)
