import pytest
from flask.testing import FlaskClient

from core.access import Actor
from tests.factories.accounts import sign_in
from tests.factories.submissions import supplier_person


@pytest.fixture
def by(client: FlaskClient) -> Actor:
    """Somebody of a supplier, who is signed in."""
    actor = supplier_person()
    sign_in(client, actor)
    return actor
