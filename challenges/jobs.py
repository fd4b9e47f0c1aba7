"""What the passing of time makes due."""

from challenges.services.kept_upload import forget_old
from challenges.services.life import announce_opened
from core.jobs import on_tick


@on_tick("challenges.announce_opened")
def announce() -> None:
    announce_opened()


@on_tick("challenges.forget_kept_uploads")
def forget_kept_uploads() -> None:
    forget_old()
