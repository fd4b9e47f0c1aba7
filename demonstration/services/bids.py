"""Proposals: drafted, completed and handed in by their teams before the deadline."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

from accounts.states import Role
from challenges.models import Question
from challenges.queries.challenge import questions_of
from challenges.states import AnswerKind
from core import clock
from demonstration.services.pdf import one_page
from demonstration.services.story import Story
from submissions import services as submissions
from submissions.models import Submission
from submissions.services import Declared

# What a careful small supplier writes for each criterion; the approach of the proposal goes before it.
SENTENCES = (
    "We begin with ten visits to the people who raised this, and change the plan after each.",
    "It is new for councils; parts of it have been in use in factories since 2019.",
    "Two of us did the same work for a housing association with 4,000 homes, and it is still in use.",
    "Any council can run it with the staff it has. The handbook and the code are open.",
    "Of each pound, 62 pence pay people who do the work, 21 pence equipment and 17 pence travel and evaluation.",
    "Success means that half as many people have to ring twice. We publish the figures each month, good or bad.",
)
DECLARED = Declared([], "", subsidised=True, subsidy_words="£4,000 from an innovation voucher, two years ago.")
UNFINISHED = frozenset({"forms", "flood"})


def propose(story: Story) -> None:
    """Every proposal of the story. In an open challenge one of them is still a draft."""
    for number, (supplier, title, approach) in enumerate(story.facts["proposals"]):
        story.at(-story.open_days * 0.5 + number * 0.3)
        actor = story.cast.of(supplier, Role.LEAD)
        lots = story.whole().lots
        submission = submissions.start_submission(story.whole(), lot_id=lots[number % len(lots)].id, by=actor)
        submissions.save_title(submission, title=title, version=submission.title_version, by=actor)
        draft = story.reach == "open" and (number == 0 or story.facts["key"] in UNFINISHED)
        _answer(story, submission, approach, questions_of(story.challenge.id, submission.lot_id), number, halfway=draft)
        if not draft:
            submissions.confirm_declaration(submission, DECLARED, by=actor)
        if story.reach == "cancelled" or draft:
            continue
        story.at(-min(2.0, story.open_days * 0.2) + number * 0.1)
        if clock.now() < story.closes_at - dt.timedelta(days=story.open_days * 0.5) or story.reach == "open":
            story.at(-story.open_days * 0.5 + 1 + number * 0.3)
        submissions.submit(submission, by=actor)
        story.submissions.append(submission)


def _answer(
    story: Story, submission: Submission, approach: str, questions: Sequence[Question], number: int, *, halfway: bool
) -> None:
    actor = story.cast.of(story.facts["proposals"][number][0], Role.LEAD)
    supplier = story.cast.suppliers[story.facts["proposals"][number][0]]
    wanted = list(questions)[: len(questions) // 2] if halfway else list(questions)
    for place, question in enumerate(wanted):
        if question.kind is AnswerKind.FILE:
            if number % 2 == 0:
                submissions.add_file(
                    submission,
                    question,
                    stream=BytesIO(one_page(f"{submission.title}: plan", author="" if number else supplier.name)),
                    name=f"plan-{submission.reference.lower()}.pdf",
                    limit=5_000_000,
                    by=actor,
                )
            continue
        words = _words(question, approach, place + number, story)
        submissions.save_answer(submission, question, version=0, words=words, by=actor)


def _words(question: Question, approach: str, place: int, story: Story) -> str:
    if question.kind is AnswerKind.MONEY:
        most = story.whole().phases[0].amount_each or Decimal(20_000)
        return f"{(most * Decimal(100 - place % 5 * 6) / 100).quantize(Decimal(1))}"
    if question.kind is AnswerKind.NUMBER:
        return str(3 + place)
    if question.kind is AnswerKind.SHORT_TEXT:
        return approach
    return f"{approach} {SENTENCES[place % len(SENTENCES)]} {SENTENCES[(place + 2) % len(SENTENCES)]}"
