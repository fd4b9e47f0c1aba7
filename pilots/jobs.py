"""What the passing of time makes due for pilots."""

from core import jobs
from pilots import services


@jobs.on_tick("pilots.remind")
def remind() -> None:
    services.remind()
