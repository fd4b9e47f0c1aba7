"""How long the database works for each list, for the search and for the two saves, in a town of full size."""

import os

import pytest

from tests.bench.conftest import town_of
from tests.bench.measuring import HEADING, measure
from tests.bench.town import Sizes
from tests.bench.visiting import errands

VISITS = 200


@pytest.mark.bench
def test_how_long_the_database_works_for_each_page(app, cluster):
    share = float(os.environ.get("SHARE", "1"))
    with town_of(app, cluster, "test_bench", Sizes().scaled(share)) as town:
        print(f"\nseed {town.seed}, {town.rows}, grown in {town.grown_in:.0f} s\n{VISITS} visits to each\n\n{HEADING}")
        for errand in errands(app, town):
            print(measure(errand.name, VISITS, errand.go).row(errand.limit, errand.statements), flush=True)
