"""The public's vote on a shortlist: set up by the officers of a challenge, and minded until it is counted."""

import datetime as dt
from collections.abc import Collection

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from challenges.models import Challenge
from challenges.states import ChallengeState
from challenges.states.challenge import AnswerKind
from core import clock
from core.access import SYSTEM, Actor, check
from core.database import db
from core.errors import Refused
from notifications.services import tell_followers
from participation import queries as topics
from participation.models import Ballot
from participation.queries.ballot import live_ballot, to_announce
from participation.services import ballot as ballots
from participation.services.ballot import Candidate
from scoring.draw import draw_ticket
from scoring.models import Panel
from scoring.policies.panel import can_manage_panel
from scoring.queries import ballot as queries
from scoring.queries.ballot import VotePage
from scoring.queries.decision import ISSUED
from scoring.queries.facts import references_of
from scoring.queries.panel import locked_panel
from scoring.queries.ranking import live_decision
from scoring.states import DecisionKind
from submissions.kinds import shown
from submissions.models import Submission
from submissions.queries.content import Content, contents_of


def set_up_vote(panel: Panel, *, opens_at: dt.datetime, closes_at: dt.datetime, by: Actor) -> Ballot:
    """Put the shortlist to the vote, by the rules that were published.

    Raises `Refused` where no vote was published, before bidders were told of the shortlist, and where there is a vote.
    """
    check(can_manage_panel(by, panel))
    panel = locked_panel(panel.id)
    challenge = panel.challenge
    if not challenge.public_vote or challenge.ballot_choices is None or challenge.ballot_turnout is None:
        raise Refused(_l("No vote of the public was published for this challenge."))
    if challenge.state is not ChallengeState.ASSESSING:
        raise Refused(_l("The panel’s work on this challenge is over."))
    shortlist = live_decision(panel.id, DecisionKind.SHORTLIST)
    if shortlist is None or shortlist.state not in ISSUED:
        raise Refused(_l("First decide on a shortlist, and send the bidders their assessment summaries."))
    if live_ballot(panel.id) is not None:
        raise Refused(_l("There is a vote already."))
    topic = topics.topic(challenge.topic_id) if challenge.topic_id else None
    if topic is None:
        raise LookupError("a challenge that is assessed has a topic")
    submissions = queries.to_put_forward(panel, list(references_of(panel)))
    if not submissions:
        raise Refused(_l("Nobody is on the shortlist."))
    return ballots.set_up_ballot(
        subject_id=panel.id,
        topic=topic,
        candidates=_candidates(panel, submissions),
        choices=challenge.ballot_choices,
        turnout=challenge.ballot_turnout,
        opens_at=opens_at,
        closes_at=closes_at,
        by=by,
    )


def cancel_vote(vote: VotePage, *, reason: str, by: Actor) -> None:
    """Before it is over, for a reason that everybody can read. Another can be set up then."""
    ballots.cancel_ballot(_ballot_to_mind(vote, by=by), reason=reason, by=by)


def enter_paper(vote: VotePage, *, number: str, marks: Collection[int], by: Actor) -> None:
    """A vote that somebody gave on paper, for example at a library."""
    _ballot_to_mind(vote, by=by)
    if vote.page is not None:
        ballots.enter_paper(vote.page, number=number, marks=marks, by=by)


def mind_ballots() -> int:
    """What the clock and others bring about: opened votes are announced, who left is taken off, what lost its purpose
    ends. Returns how many things were done; harmless when it is done twice."""
    opened, gone, idle = to_announce(), queries.left_while_voting(), queries.without_a_purpose()
    for ballot in opened:
        ballot.announced_at = clock.exactly_now()
        tell_followers(
            ballot.topic_id,
            template="scoring/vote_opened",
            why=_l("You follow this challenge."),
            once_key=f"vote:{ballot.id}",
            title=ballot.title,
            closes_at=ballot.closes_at,
            zone=ballot.council.timezone,
            path=f"/ballots/{ballot.id}",
        )
    for submission_id in gone:
        ballots.take_off_ballots(submission_id, by=SYSTEM)
    for ballot in idle:
        if ballot.closes_at > clock.exactly_now():
            with force_locale(ballot.council.languages[0]):
                ballots.cancel_ballot(ballot, reason=_("The assessment of this challenge has ended."), by=SYSTEM)
    db.session.flush()
    return len(opened) + len(gone) + len(idle)


def _ballot_to_mind(vote: VotePage, *, by: Actor) -> Ballot:
    check(can_manage_panel(by, vote.panel))
    if vote.ballot is None:
        raise Refused(_l("There is no vote yet."))
    return vote.ballot


def _candidates(panel: Panel, submissions: Collection[Submission]) -> list[Candidate]:
    """In an order that nobody chose, with the answers that the challenge says are published."""
    contents = contents_of(list(submissions))
    with force_locale(panel.challenge.main_language):
        found = {one.reference: _candidate(one, contents[one.id], panel.challenge) for one in submissions}
    return [found[reference] for reference in sorted(found, key=lambda each: draw_ticket(panel.id.hex, each))]


def _candidate(submission: Submission, content: Content, challenge: Challenge) -> Candidate:
    names = [submission.supplier.name, *(member.body.name for member in submission.standing_members)]
    return Candidate(
        subject_id=submission.id,
        title=submission.standing_title,
        by=", ".join(names),
        words=[
            (answer.question, shown(answer.words, AnswerKind(answer.kind), challenge.currency))
            for answer in content.answers
            if answer.public and answer.words and not answer.confidential
        ],
    )
