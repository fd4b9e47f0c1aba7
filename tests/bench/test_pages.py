"""How long the main pages take, over the demonstration's data, one visitor at a time. Nothing is judged here."""

import statistics
import time
import urllib.request

import pytest

from tests.support.running import RunningTownlab

PAGES = (
    "/",
    "/problems",
    "/challenges",
    "/challenges?words=damp",
    "/pilots",
    "/adoptions",
    "/councils/northmoor",
    "/health",
)
VISITS = 60


@pytest.mark.bench
def test_how_long_the_public_pages_take(tmp_path):
    townlab = RunningTownlab(tmp_path)
    try:
        townlab.wait_until_ready()
        print(f"\n{'page':<28}{'median ms':>10}{'p95 ms':>10}{'bytes':>10}   ({VISITS} visits each)")
        for page in PAGES:
            durations, size = measure(townlab.address + page)
            p95 = statistics.quantiles(durations, n=20)[-1]
            print(f"{page:<28}{statistics.median(durations):>10.1f}{p95:>10.1f}{size:>10}")
    finally:
        townlab.stop()


def measure(address: str) -> tuple[list[float], int]:
    """Milliseconds of each visit after a first one that does not count, and the size of the page in bytes."""
    durations, size = [], 0
    for number in range(VISITS + 1):
        begun = time.perf_counter()
        with urllib.request.urlopen(address, timeout=30) as answer:
            size = len(answer.read())
        if number:
            durations.append((time.perf_counter() - begun) * 1000)
    return durations, size
