"""How often one address may try, where trying could find something out."""

import pytest

from tests.factories.accounts import CouncilFactory
from tests.factories.problems import raised


@pytest.fixture
def counting(app, db_session, monkeypatch):
    """Limits are off in tests; here they are on, and nobody has tried before."""
    limiter = app.extensions["townlab_limiter"]
    limiter.reset()
    monkeypatch.setattr(limiter, "enabled", True)
    yield
    limiter.reset()


@pytest.mark.parametrize("path", ["/problems/find?reference=PRB-{:07}", "/problems/reference/PRB-{:07}"])
def test_references_are_not_tried_out(client, counting, path):
    codes = [client.get(path.format(number)).status_code for number in range(61)]
    assert 429 not in codes[:60]
    assert codes[60] == 429


def test_whoever_has_a_reference_looks_as_often_as_they_like(client, counting):
    problem = raised(CouncilFactory())
    paths = (f"/problems/reference/{problem.reference}", f"/problems/find?reference={problem.reference}")
    assert all(client.get(path).status_code in (200, 302) for path in paths * 35)
    assert all(client.get("/problems/find").status_code == 200 for _ in range(61))
