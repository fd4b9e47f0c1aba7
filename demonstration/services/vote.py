"""The public votes on the shortlist of one challenge, today and for some days more."""

import datetime as dt

from core.database import db
from demonstration.services import panel
from demonstration.services.panel import Bench
from participation.queries.ballot import ballot_for
from participation.services import ballot as ballots
from scoring.queries.ballot import vote_in_sight
from scoring.services import ballot as voting
from scoring.services import feedback
from scoring.states import DecisionKind


def open_to_all(bench: Bench) -> None:
    """Shortlist, summaries, vote; some residents have voted, and one paper came from the library."""
    story = bench.story
    decision_id = panel.decide(bench, kind=DecisionKind.SHORTLIST)
    story.at(16)
    feedback.issue_summaries(decision_id, by=story.officer)
    story.at(16.5)
    db.session.expire_all()
    ballot = voting.set_up_vote(
        bench.reload(),
        opens_at=story.closes_at + dt.timedelta(days=17),
        closes_at=story.closes_at + dt.timedelta(days=31),
        by=story.officer,
    )
    story.at(17.1)
    db.session.expire_all()
    voting.mind_ballots()
    for place, resident in enumerate(story.cast.residents):
        page = ballot_for(resident, ballot.id)
        if page is not None and page.obstacle is None and place % 4:
            count = len(page.ballot.options)
            ballots.cast(page, marks={1 + place % count, 1 + place * place % count}, by=resident)
    paper = vote_in_sight(story.officer, bench.panel.id)
    if paper is not None:
        voting.enter_paper(paper, number="LIB-001", marks=[1], by=story.officer)
