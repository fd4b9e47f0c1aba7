"""Problems in each state that matters to who may see them."""

import io

from sqlalchemy import select

from challenges.models.problem import Problem, ProblemFile
from challenges.services import problem as services
from challenges.services import problem_decision as deciding
from challenges.states.problem import Channel, Concern
from core.database import db
from tests.access.cast import Cast
from tests.access.world.things import Thing, Things

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


def plant(cast: Cast) -> Things:
    answered = _published(cast, files=True)
    deciding.answer_problem(answered, answer="There is a lift at the back.", by=cast["officer"])
    referred = _published(cast, files=True)
    deciding.refer_problem(referred, Concern.SAFEGUARDING, answer="Call the police.", by=cast["officer"])
    return {
        "a problem: referred": _thing(referred),
        "a problem: written down by an officer": {"problem_id": _entered(cast).id},
        "a problem: raised": _thing(_raised(cast)),
        "a problem: published": _thing(_published(cast, files=True)),
        "a problem: published without its picture": _thing(_published(cast, files=False)),
        "a problem: answered": _thing(answered),
    }


def _raised(cast: Cast) -> Problem:
    report = services.Report(
        council_id=cast.council.id,
        words="The lift is broken.",
        upload=services.Upload(stream=io.BytesIO(PNG), name="lift.png"),
    )
    return services.raise_problem(report, by=cast["author"])


def _entered(cast: Cast) -> Problem:
    report = services.Report(council_id=cast.council.id, words="My bin is not emptied.")
    return services.enter_problem(report, channel=Channel.PHONE, consent_given=True, by=cast["officer"])


def _published(cast: Cast, *, files: bool) -> Problem:
    problem = _raised(cast)
    services.publish_problem(
        problem, title=problem.title, description=problem.description, publish_files=files, by=cast["officer"]
    )
    return problem


def _thing(problem: Problem) -> Thing:
    file_id = db.session.scalars(select(ProblemFile.file_id).where(ProblemFile.problem_id == problem.id)).one()
    return {
        "problem_id": problem.id,
        "slug": problem.slug,
        "reference": problem.reference,
        "file_id": file_id,
        "topic_id": problem.topic_id,
    }
