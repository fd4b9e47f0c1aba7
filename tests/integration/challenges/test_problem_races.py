"""Two people, or one twice, at the same moment, over two connections."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from challenges.models.problem import Problem
from challenges.queries.question import question_of_council
from challenges.services import problem as services
from challenges.services import question as questions
from core.access import ANONYMOUS
from core.database import db
from core.errors import IllegalMove
from tests.factories.accounts import CouncilFactory, MembershipFactory, actor_for, officer
from tests.factories.challenges import ChallengeFactory
from tests.factories.problems import raised


def twice(app, work: Callable[[threading.Barrier], str]) -> list[str]:
    """What `work` answers when two threads run it at once, each with a session of its own."""
    barrier = threading.Barrier(2)

    def run() -> str:
        with app.app_context():
            answer = work(barrier)
            db.session.commit()
            return answer

    with ThreadPoolExecutor(2) as pool:
        return sorted(future.result(timeout=20) for future in [pool.submit(run), pool.submit(run)])


def test_a_double_click_raises_one_problem(app, committing_session):
    council_id, key = CouncilFactory().id, uuid.uuid4()
    db.session.commit()

    def click(barrier: threading.Barrier) -> str:
        barrier.wait()
        report = services.Report(council_id=council_id, words="The lift is broken.", form_key=key)
        return services.raise_problem(report, by=ANONYMOUS).reference

    first, second = twice(app, click)
    assert first == second
    assert db.session.scalar(select(func.count()).select_from(Problem)) == 1


def test_two_officers_start_and_one_is_refused(app, committing_session):
    council = CouncilFactory()
    by, problem_id = officer(council), raised(council).id
    db.session.commit()

    def start(barrier: threading.Barrier) -> str:
        problem = db.session.get_one(Problem, problem_id)
        barrier.wait()
        try:
            services.start_review(problem, by=by)
        except IllegalMove:
            return "refused"
        return "started"

    assert twice(app, start) == ["refused", "started"]


def test_two_answers_get_two_numbers(app, committing_session):
    challenge, supplier = ChallengeFactory(), actor_for(MembershipFactory())
    by = officer(challenge.council)
    waiting = [questions.ask_question(challenge, words=words, by=supplier).id for words in ("One?", "Two?")]
    db.session.commit()

    def answer(barrier: threading.Barrier) -> str:
        question = question_of_council(by, waiting.pop())
        assert question is not None
        barrier.wait()
        questions.answer_question(question, words="Which?", answer="Both.", by=by)
        return str(question.number)

    assert twice(app, answer) == ["1", "2"]
