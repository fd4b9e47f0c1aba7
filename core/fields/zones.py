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


def moment_at(local: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The instant, in UTC, of a naive local time. Raises `Skipped` or `Doubled`."""
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None:
        raise ValueError(f"no offset in {zone.key}")
    if before > after:
        raise Doubled(local.isoformat())
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
