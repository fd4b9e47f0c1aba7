"""Following, commenting, voting, and keeping the discussion fair."""

import re

import pytest

from accounts.states import Role
from core.database import db
from core.errors import IllegalMove, NotPermitted, Refused
from core.outbox import Message
from participation import queries, services
from participation.models import Follow, Topic, Vote
from participation.states import CommentState, ModerationRule, Tier
from tests.factories.accounts import CouncilFactory, PersonFactory, SupplierFactory, actor_alone, member, sign_in
from tests.factories.participation import TopicFactory
from tests.support.posting import post


@pytest.fixture
def council(db_session):
    return CouncilFactory()


@pytest.fixture
def topic(council):
    return TopicFactory(council=council)


@pytest.fixture
def resident(db_session):
    return actor_alone(PersonFactory())


@pytest.fixture
def moderator(council):
    return member(council, Role.MODERATOR)


def fresh(actor, comment):
    db.session.flush()
    db.session.expire_all()
    return queries.comment_for(actor, comment.id)


def mails_to(address):
    return db.session.scalars(db.select(Message).where(Message.to_address == address).order_by(Message.queued_at)).all()


def test_a_vote_counts_once_however_often_the_button_is_pressed(topic, resident):
    assert services.vote(topic, by=resident)
    assert not services.vote(topic, by=resident)
    db.session.expire_all()
    assert topic.votes_count == 1
    assert queries.votes_by_tier(topic.id) == {Tier.EMAIL: 1}


def test_a_vote_can_be_taken_back(topic, resident):
    services.vote(topic, by=resident)
    assert services.take_back_vote(topic, by=resident)
    assert not services.take_back_vote(topic, by=resident)
    db.session.expire_all()
    assert topic.votes_count == 0


def test_the_body_whose_thing_it_is_cannot_vote_for_it(council):
    supplier = SupplierFactory()
    topic = TopicFactory(council=council, body_id=supplier.id)
    with pytest.raises(NotPermitted):
        services.vote(topic, by=member(supplier, Role.MEMBER))


def test_nobody_votes_without_signing_in(client, topic):
    assert "/sign-in" in client.get(f"/topics/{topic.id}/vote").location


def test_where_votes_are_closed_nobody_votes(council, resident):
    with pytest.raises(NotPermitted):
        services.vote(TopicFactory(council=council, votes_open=False), by=resident)


def test_a_comment_is_published_at_once_and_shown_as_text(client, topic, resident):
    sign_in(client, resident)
    answer = post(client, f"/topics/{topic.id}/comment", words="<script>alert(1)</script> A bench, please")
    assert answer.status_code == 302
    page = client.get(answer.location)
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("words", ["", "   ", "x" * (services.COMMENT_LIMIT + 1)])
def test_an_empty_or_endless_comment_is_asked_for_again(client, topic, resident, words):
    sign_in(client, resident)
    answer = post(client, f"/topics/{topic.id}/comment", words=words)
    assert "There is a problem" in answer.text
    assert words.strip() in answer.text


def report(comment, rule):
    """Somebody else says that the comment breaks this rule."""
    by = actor_alone(PersonFactory())
    return services.report_comment(fresh(by, comment), rule=rule, by=by)


def test_a_comment_that_may_break_a_grave_rule_waits_unseen_for_the_moderator(topic, resident, moderator):
    comment = services.say(topic, words="She lives at 5 Mill Lane", by=resident)
    assert report(comment, ModerationRule.PERSONAL_DATA)
    assert fresh(actor_alone(PersonFactory()), comment) is None
    assert fresh(resident, comment).state is CommentState.HELD
    assert [one.id for one in queries.waiting_comments(moderator, 1).items] == [comment.id]


def test_a_report_by_one_person_hides_nothing_but_waits_for_the_moderator(topic, resident, moderator):
    comment = services.say(topic, words="You are all thieves", by=resident)
    by = actor_alone(PersonFactory())
    assert not services.report_comment(fresh(by, comment), rule=ModerationRule.ABUSE, by=by)
    with pytest.raises(Refused):
        services.report_comment(fresh(by, comment), rule=ModerationRule.UNLAWFUL, by=by)
    assert fresh(resident, comment).state is CommentState.PUBLISHED
    assert [one.id for one in queries.waiting_comments(moderator, 1).items] == [comment.id]


def test_the_third_person_who_reports_a_comment_hides_it(topic, resident):
    comment = services.say(topic, words="You are all thieves", by=resident)
    rules = (ModerationRule.ABUSE, ModerationRule.OFF_TOPIC, ModerationRule.ABUSE)
    assert [report(comment, rule) for rule in rules] == [False, False, True]
    assert db.session.get(Topic, topic.id).comments_count == 0


def test_what_a_moderator_lets_stand_is_not_hidden_again_by_one_person(client, topic, resident, moderator):
    comment = services.say(topic, words="You are all thieves", by=resident)
    report(comment, ModerationRule.ABUSE)
    sign_in(client, moderator)
    assert "1 person says: It insults or threatens somebody" in client.get("/moderation").text
    post(client, f"/comments/{comment.id}/release", reason="")
    assert queries.waiting_comments(moderator, 1).total == 0
    assert not report(comment, ModerationRule.UNLAWFUL)
    assert queries.waiting_comments(moderator, 1).total == 1


def test_a_report_says_which_rule(client, topic, resident):
    comment = services.say(topic, words="Buy my lamps", by=resident)
    sign_in(client, actor_alone(PersonFactory()))
    path = f"/comments/{comment.id}/report"
    assert "Choose the rule" in post(client, path).text
    assert post(client, path, rule="advertising").status_code == 302
    assert "You reported this comment before" in post(client, path, rule="unlawful").text


def test_a_moderator_of_another_council_sees_nothing(topic, resident):
    comment = services.say(topic, words="You are all thieves", by=resident)
    report(comment, ModerationRule.UNLAWFUL)
    stranger = member(CouncilFactory(), Role.MODERATOR)
    assert queries.waiting_comments(stranger, 1).total == 0
    assert fresh(stranger, comment) is None


def test_a_removed_comment_keeps_its_place_without_its_words_and_its_author_is_told_why(client, topic, moderator):
    author = PersonFactory(email="author@post.example")
    comment = services.say(topic, words="Ring number nine", by=actor_alone(author))
    services.remove_comment(
        fresh(moderator, comment), rule=ModerationRule.PERSONAL_DATA, reason="It names a neighbour.", by=moderator
    )
    page = client.get(f"/topics/{topic.id}/comments")
    assert "A moderator removed this comment." in page.text
    assert "Ring number nine" not in page.text
    (mail,) = mails_to("author@post.example")
    assert "It names a neighbour." in mail.body
    log = client.get(f"/councils/{db.session.get(Topic, topic.id).council_id}/moderation-log")
    assert log.status_code == 404


def test_the_public_log_of_moderation_names_nobody(client, council, topic, moderator):
    author = PersonFactory(name="Zebedee Unusual")
    comment = services.say(topic, words="Ring number nine", by=actor_alone(author))
    services.remove_comment(
        fresh(moderator, comment), rule=ModerationRule.PERSONAL_DATA, reason="It names Zebedee.", by=moderator
    )
    page = client.get(f"/councils/{council.slug}/moderation-log")
    assert "It names or describes a private person" in page.text
    assert "Zebedee" not in page.text


def test_an_appeal_is_decided_by_another_moderator(council, topic, resident, moderator):
    comment = services.say(topic, words="You are all thieves", by=resident)
    services.remove_comment(fresh(moderator, comment), rule=ModerationRule.ABUSE, reason="It insults.", by=moderator)
    services.appeal(fresh(resident, comment), words="It was a joke.", by=resident)
    with pytest.raises(Refused):
        services.appeal(fresh(resident, comment), words="Again.", by=resident)
    assert queries.waiting_comments(moderator, 1).total == 0
    with pytest.raises(Refused):
        services.release_comment(fresh(moderator, comment), reason="", by=moderator)
    second = member(council, Role.MODERATOR)
    assert queries.waiting_comments(second, 1).total == 1
    services.release_comment(fresh(second, comment), reason="A joke.", by=second)
    assert fresh(resident, comment).state is CommentState.PUBLISHED


def test_a_moderator_cannot_judge_their_own_words(council, topic, moderator):
    comment = services.say(topic, words="Mine", by=moderator)
    with pytest.raises(NotPermitted):
        services.remove_comment(fresh(moderator, comment), rule=ModerationRule.ABUSE, reason="No.", by=moderator)


def test_a_comment_taken_back_cannot_be_published_by_a_moderator(topic, resident, moderator):
    comment = services.say(topic, words="Never mind", by=resident)
    services.withdraw_comment(fresh(resident, comment), by=resident)
    found = db.session.get(type(comment), comment.id)
    with pytest.raises(IllegalMove):
        services.release_comment(queries.comment_for(moderator, found.id), reason="", by=moderator)


def test_following_by_email_begins_with_the_link_in_the_mail(client, topic):
    page = post(client, f"/topics/{topic.id}/follow", email=" Neighbour@post.example ")
    assert page.location.endswith("/follow/asked")
    assert queries.live_follows(topic.id) == []
    (mail,) = mails_to("neighbour@post.example")
    path = re.search(r"(/follow/\S+)", mail.body).group(1)
    assert post(client, path).location == topic.path
    assert len(queries.live_follows(topic.id)) == 1


def test_one_click_stops_the_mails_even_from_a_mail_program_without_a_form(client, topic):
    services.follow_as_person(topic, PersonFactory().id)
    (follow,) = queries.live_follows(topic.id)
    path = f"/follow/{follow.token}/stop"
    assert client.get(path).status_code == 200
    assert len(queries.live_follows(topic.id)) == 1
    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert queries.live_follows(topic.id) == []


def test_somebody_else_cannot_guess_the_stop_link(client, topic):
    assert client.get("/follow/not-a-token/stop").status_code == 404


def test_asking_twice_follows_once(topic):
    person = PersonFactory()
    services.follow_as_person(topic, person.id)
    services.follow_as_person(topic, person.id)
    assert db.session.scalar(db.select(db.func.count()).where(Follow.topic_id == topic.id)) == 1


def test_the_list_of_comments_costs_the_same_with_one_and_with_many(client, topic, query_counter):
    def cost():
        with query_counter() as statements:
            client.get(f"/topics/{topic.id}/comments")
        return len(statements)

    services.say(topic, words="One", by=actor_alone(PersonFactory()))
    few = cost()
    for number in range(24):
        services.say(topic, words=f"Number {number}", by=actor_alone(PersonFactory()))
    assert cost() == few <= 12


def test_a_vote_is_kept_when_its_person_is_gone(topic, resident):
    services.vote(topic, by=resident)
    db.session.execute(db.update(Vote).values(person_id=None))
    assert queries.votes_by_tier(topic.id) == {Tier.EMAIL: 1}


def test_what_was_taken_off_the_public_is_not_named_to_those_who_followed_it(client, topic):
    services.follow_as_person(topic, PersonFactory().id)
    (follow,) = queries.live_follows(topic.id)
    for path in (f"/follow/{follow.token}", f"/follow/{follow.token}/stop"):
        assert topic.title in client.get(path).text
    services.update_topic(topic.id, title=topic.title, path=topic.path, is_public=False)
    for path in (f"/follow/{follow.token}", f"/follow/{follow.token}/stop"):
        told = client.get(path).text
        assert topic.title not in told
        assert "something that is not public now" in told
