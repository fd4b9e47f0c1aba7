"""How long the main pages take, over HTTP, with the demonstration's data. Measures; judges nothing."""

import http.client
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.running import RunningTownlab

PAGES = ("/health", "/", "/problems", "/challenges", "/pilots", "/accessibility")
WARM_UP = 20
REQUESTS = 200
VISITORS = 4

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def townlab(tmp_path_factory) -> Iterator[RunningTownlab]:
    running = RunningTownlab(tmp_path_factory.mktemp("townlab"))
    running.wait_until_ready()
    yield running
    running.stop()


def _visit(port: int, path: str, times: int) -> list[float]:
    """Milliseconds of each of `times` requests over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status == http.client.OK, f"{path}: {answer.status}"
    connection.close()
    return taken


@pytest.mark.parametrize("path", PAGES)
def test_how_long_a_page_takes(townlab, path):
    _visit(townlab.port, path, WARM_UP)

    alone = _visit(townlab.port, path, REQUESTS)
    begun = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as visitors:
        together = [*visitors.map(lambda _: _visit(townlab.port, path, REQUESTS // VISITORS), range(VISITORS))]
    each_second = sum(map(len, together)) / (time.perf_counter() - begun)

    slowest = statistics.quantiles(alone, n=20)[-1]
    print(
        f"\n  {path:16} one visitor: median {statistics.median(alone):6.1f} ms, 95 % within {slowest:6.1f} ms; "
        f"{VISITORS} visitors: {each_second:6.0f} pages a second"
    )
