"""From the time on a wall to the one instant it means."""

import datetime as dt
from zoneinfo import ZoneInfo


class Skipped(ValueError):
    """The clocks jump over this time. `resumes` is the first local time after the jump."""

    def __init__(self, resumes: dt.datetime) -> None:
        super().__init__(resumes.isoformat())
        self.resumes = resumes


class Doubled(ValueError):
    """The clocks go back over this time, so that it means two instants."""


def is_doubled(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks go back over this naive local time."""
    before, after = (local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return before is not None and after is not None and before > after


def moment_at(local: dt.datetime, zone: ZoneInfo, *, fold: int | None = None) -> dt.datetime:
    """The instant, in UTC, of a naive local time. Raises `Skipped`, and `Doubled` where `fold` does not say which of
    two is meant: 0 for the first, 1 for the second."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None:
        raise ValueError(f"no offset in {zone.key}")
    if before > after:
        if fold is None:
            raise Doubled(local.isoformat())
        return (second if fold else first).astimezone(dt.UTC)
    if before < after:
        raise Skipped(_after_the_jump(local, zone, before))
    return first.astimezone(dt.UTC)


def _after_the_jump(local: dt.datetime, zone: ZoneInfo, before: dt.timedelta) -> dt.datetime:
    """The local time at which the clocks go on: read with the old offset, a skipped time lies after the jump."""
    after = (local - before).replace(tzinfo=dt.UTC)
    earlier = after - dt.timedelta(hours=3)
    while after - earlier > dt.timedelta(seconds=1):
        middle = earlier + (after - earlier) / 2
        if middle.astimezone(zone).utcoffset() == before:
            earlier = middle
        else:
            after = middle
    resumes = after.astimezone(zone).replace(tzinfo=None)
    return resumes.replace(second=0, microsecond=0)
