"""What the passing of time makes due."""

from challenges.services.life import announce_opened
from core.jobs import on_tick


@on_tick("challenges.announce_opened")
def announce() -> None:
    announce_opened()
