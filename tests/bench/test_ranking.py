"""The ranking of a panel of full size: its page, working it out, and the statistics beside it."""

import os
import random
import subprocess
import sys
import uuid
from typing import Any

import pytest
from flask import Flask

from core import clock
from core.database import db
from tests.bench.measuring import HEADING, Visit, measure, watched
from tests.bench.panel import SEED, FullPanel, grow_panel
from tests.factories.accounts import sign_in
from tests.support import isolation
from tests.support.client import BareClient

VISITS, PAGE_LIMIT = 200, 30.0
# Asked for with a button, now and then: all proposals are put in another order.
WHAT_IF_LIMIT = 100.0
PROPOSALS, ASSESSORS, EACH = 10_000, 60, 3
# In a process of its own, as a worker has it: so many seconds, so many megabytes altogether.
RUN = """
import resource, sys, time, uuid
from core import jobs
from core.database import db
from core.settings import Settings
from web.factory import create_app
app = create_app(Settings(database_url=sys.argv[1], testing=True))
with app.app_context():
    begun = time.perf_counter()
    jobs.run_now(sys.argv[2], panel_id=sys.argv[3])
    db.session.commit()
    took = time.perf_counter() - begun
print(f"{took:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
"""


@pytest.mark.bench
def test_how_long_a_ranking_of_ten_thousand_takes(app: Flask, cluster: Any) -> None:
    share = float(os.environ.get("SHARE", "1"))
    url = cluster.database("test_bench_ranking")
    with isolation.committing(app, url):
        clock.install_movable()
        panel = grow_panel(proposals=round(PROPOSALS * share), assessors=ASSESSORS, each=EACH)
        db.session.remove()
        print(f"\n{panel.proposals} proposals, {ASSESSORS} assessors, {EACH} assessments each, 5 criteria\n")
        print("| job | seconds | peak MB |\n|---|---:|---:|")
        for task, name in (("scoring.rank", "working the ranking out"), ("scoring.advise", "the statistics")):
            print(f"| {name} | {' | '.join(_run(url, task, panel.panel_id))} |", flush=True)
        print(f"\n{HEADING}")
        client = BareClient(app, use_cookies=True)
        sign_in(client, panel.officer)
        for name, limit, parameters in (
            ("ranking, of 10,000 proposals", PAGE_LIMIT, {}),
            ("other weights, of 10,000 proposals", WHAT_IF_LIMIT, _weights(panel)),
        ):
            print(measure(name, VISITS, _visits(client, panel, parameters)).row(limit, 11), flush=True)
    cluster.server.drop("test_bench_ranking")


def _run(url: str, task: str, panel_id: uuid.UUID) -> list[str]:
    command = [sys.executable, "-c", RUN, url, task, str(panel_id)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return ran.stdout.split()[-2:]


def _weights(panel: FullPanel) -> dict[str, str]:
    return {f"weight_{key.hex}": str(number * 10) for number, key in enumerate(panel.criteria)}


def _visits(client: Any, panel: FullPanel, parameters: dict[str, str]) -> Any:
    rng = random.Random(SEED)

    def visit(_number: int) -> Visit:
        asked = {"page": rng.choice((1, 1, rng.randint(1, panel.proposals // 25))), **parameters}
        with watched() as seen:
            answer = client.get(f"/panels/{panel.panel_id}/ranking", query_string=asked)
        assert answer.status_code == 200
        return seen

    return visit
