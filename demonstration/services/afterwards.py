"""What goes on around the proposals: ideas from residents, and what the council asks one bidder after the deadline."""

import datetime as dt

from accounts.states import Role
from core import clock
from demonstration.services.story import Story
from submissions import queries
from submissions import services as submissions

# By the key of the challenge: who (a place among the residents; the first is the one to sign in as), and what.
IDEAS = {
    "bus": (
        (0, "Ask the driver", "The driver knows that she is late. One button, and the stop says how late."),
        (2, "A bell for those who cannot read the board", "When I press it, the stop says what comes and when."),
    ),
    "water": (
        (1, "Aigua de pluja per als horts", "Recollir l'aigua de les teulades de l'escola per regar els horts."),
        (3, "Un comptador a cada font", "Que cada font digui quanta aigua ha donat avui."),
    ),
}
TAKEN_UP = "En parlarem amb l'escola al setembre, i us direm què surt."
# One question is answered, one waits.
ASKED = {
    "recycling": (
        ("How many blocks at once", "You write of three blocks. Could you begin in all eleven?", True),
        ("The lorry", "Which size of lorry did you count with?", False),
    )
}
ANSWER = "Yes, from the second month: three in the first, to learn, then the other eight."


def put_forward(story: Story) -> None:
    """Ideas, a few days before now or before the deadline."""
    for number, (place, title, words) in enumerate(IDEAS.get(story.facts["key"], ())):
        story.at(-story.open_days * 0.4 + number)
        submissions.put_forward(story.whole(), title=title, words=words, by=story.cast.residents[place])


def answer_one(story: Story) -> None:
    """After the deadline: the first idea has its answer, the others wait."""
    if story.facts["key"] in IDEAS:
        story.at(0.3)
        clock.forget()
        [first, *_rest] = queries.received_ideas_page(story.officer, story.challenge, 1).items
        submissions.record_idea_opening(first, by=story.officer)
        submissions.answer_idea(first, taken_up=True, words=TAKEN_UP, by=story.officer)


def clarify(story: Story) -> None:
    """Two questions to the first bidder, once the proposals are eligible."""
    for subject, words, answered in ASKED.get(story.facts["key"], ()):
        opened = queries.opened_submission(story.officer, story.submissions[0].id)
        if opened is None:
            raise LookupError(story.facts["key"])
        asked = submissions.ask_bidder(
            opened, subject=subject, words=words, due_at=story.today + dt.timedelta(days=3), by=story.officer
        )
        team = story.cast.of(story.facts["proposals"][0][0], Role.LEAD)
        if answered and (found := queries.own_clarification(team, opened.id, asked.number)):
            submissions.answer_council(found, words=ANSWER, by=team)
