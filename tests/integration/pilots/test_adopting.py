"""Another council takes up what a pilot tried."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts.states import Role
from core.errors import IllegalMove, NotPermitted, Refused
from pilots import queries, services
from pilots.states import AdoptionRoute, AdoptionState, PilotState
from tests.factories.accounts import CouncilFactory, member, officer
from tests.factories.pilots import adopter, pilot_at, today

pytestmark = pytest.mark.usefixtures("db_session")


@pytest.fixture
def running():
    return pilot_at(PilotState.IN_USE)


def live(running, by):
    adoption = services.register_interest(running.pilot, by=by)
    services.evaluate_adoption(adoption, by=by)
    services.procure(adoption, route=AdoptionRoute.FRAMEWORK, value=Decimal(80_000), by=by)
    services.go_live(adoption, live_on=today(), by=by)
    return adoption


def test_from_interest_to_use_with_its_own_results(running):
    by = adopter()
    adoption = live(running, by)
    services.report_results(adoption, results="Half the complaints.", by=by)
    assert (adoption.state, adoption.route, adoption.live_on) == (AdoptionState.LIVE, AdoptionRoute.FRAMEWORK, today())
    services.discontinue(adoption, discontinued_on=today(), words="A new contract.", by=by)
    assert adoption.state is AdoptionState.DISCONTINUED


def test_asking_twice_registers_once(running):
    by = adopter()
    assert services.register_interest(running.pilot, by=by) is services.register_interest(running.pilot, by=by)


def test_after_it_ended_a_council_may_begin_again(running):
    by = adopter()
    services.discontinue(live(running, by), discontinued_on=today(), words="A new contract.", by=by)
    assert services.register_interest(running.pilot, by=by).state is AdoptionState.INTERESTED


def test_the_council_that_runs_it_does_not_adopt_it(running):
    with pytest.raises(NotPermitted):
        services.register_interest(running.pilot, by=running.officer)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.MODERATOR, Role.AUDITOR, Role.LEAD])
def test_only_officers_adopt(running, role):
    with pytest.raises(NotPermitted):
        services.register_interest(running.pilot, by=member(CouncilFactory(), role))


def test_suppliers_do_not_adopt(running):
    with pytest.raises(NotPermitted):
        services.register_interest(running.pilot, by=running.team)


@pytest.mark.parametrize("state", [PilotState.CONTRACTING, PilotState.MOBILISING, PilotState.STOPPED])
def test_what_has_not_begun_or_was_stopped_is_not_adopted(state):
    with pytest.raises(NotPermitted):
        services.register_interest(pilot_at(state).pilot, by=adopter())


def test_steps_are_not_skipped(running):
    by = adopter()
    adoption = services.register_interest(running.pilot, by=by)
    with pytest.raises(IllegalMove):
        services.procure(adoption, route=AdoptionRoute.TENDER, value=Decimal(1), by=by)
    with pytest.raises(IllegalMove):
        services.go_live(adoption, live_on=today(), by=by)
    with pytest.raises(IllegalMove):
        services.discontinue(adoption, discontinued_on=today(), words="No.", by=by)
    with pytest.raises(Refused):
        services.report_results(adoption, results="Good.", by=by)


def test_only_its_own_officers_move_an_adoption(running):
    by = adopter()
    adoption = services.register_interest(running.pilot, by=by)
    for stranger in (running.officer, officer(CouncilFactory())):
        with pytest.raises(NotPermitted):
            services.evaluate_adoption(adoption, by=stranger)
        assert queries.adoption_for(stranger, adoption.id) is None


def test_days_lie_in_the_past_and_in_order(running):
    by, tomorrow = adopter(), today() + dt.timedelta(days=1)
    adoption = services.register_interest(running.pilot, by=by)
    services.evaluate_adoption(adoption, by=by)
    with pytest.raises(Refused):
        services.procure(adoption, route=AdoptionRoute.TENDER, value=Decimal(-1), by=by)
    services.procure(adoption, route=AdoptionRoute.NO_PURCHASE, value=Decimal(0), by=by)
    with pytest.raises(Refused):
        services.go_live(adoption, live_on=tomorrow, by=by)
    services.go_live(adoption, live_on=today(), by=by)
    with pytest.raises(Refused):
        services.discontinue(adoption, discontinued_on=tomorrow, words="No.", by=by)
    with pytest.raises(Refused):
        services.discontinue(adoption, discontinued_on=today() - dt.timedelta(days=1), words="No.", by=by)
    with pytest.raises(Refused):
        services.discontinue(adoption, discontinued_on=today(), words=" ", by=by)


def test_the_currency_is_the_adopting_councils(running):
    by = adopter(CouncilFactory(currency="EUR"))
    assert services.register_interest(running.pilot, by=by).currency == "EUR"


def test_the_list_shows_who_took_up_what(running):
    by = adopter()
    live(running, by)
    found = queries.adoption_list(queries.AdoptionSearch(state=AdoptionState.LIVE))
    assert [one.council_id for one in found.items] == [by.body_id]
    assert not queries.adoption_list(queries.AdoptionSearch(words="nothing like it")).items
