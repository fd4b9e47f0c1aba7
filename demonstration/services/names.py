"""Where assessors read without names: what would tell them who proposes is hidden before anybody shares out."""

from collections.abc import Sequence

from core import clock
from demonstration.services.story import Story
from submissions import queries
from submissions import services as submissions
from submissions.models import Submission


def hide(story: Story, received: Sequence[Submission]) -> None:
    """The officer hides what was found, and a file of the first; then says of each proposal that nothing is left."""
    for number, one in enumerate(received):
        clock.forget()
        opened = queries.opened_submission(story.officer, one.id)
        if opened is None:
            raise LookupError(story.facts["key"])
        submissions.record_opening(opened, by=story.officer)
        [told] = queries.told_by([opened])
        submissions.hide_words(told, told.signs, by=story.officer)
        if number == 0:
            submissions.hide_files(
                told, [file.id for answer in told.answers for file in answer.files], by=story.officer
            )
        submissions.confirm_checked([opened], by=story.officer)
