"""Topics for tests."""

import factory

from core.database import new_id
from participation.models import Topic
from tests.factories.accounts import CouncilFactory, TownlabFactory


class TopicFactory(TownlabFactory):
    class Meta:
        model = Topic

    class Params:
        council = factory.SubFactory(CouncilFactory)

    id = factory.LazyFunction(new_id)
    kind = "challenge"
    title = "Somewhere to sit at the bus stop"
    path = "/challenges"
    council_id = factory.LazyAttribute(lambda row: row.council.id)
    body_id = None
    comments_open = True
    votes_open = True
    votes_count = 0
    comments_count = 0
