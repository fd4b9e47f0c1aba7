"""What makes a person and a bidder look connected."""

import datetime as dt
import uuid

import pytest

from scoring.conflicts import BidderFacts, Employer, PersonFacts, counts_from, domain_of, match, plain_name
from scoring.states import MatchKind

FERNWAY = BidderFacts(
    body_id=uuid.UUID(int=1),
    name="The Fernway Company Ltd.",
    identifier_scheme="GB-COH",
    identifier="01234567",
    email_domains=frozenset({"fernway.example", "gmail.com"}),
)
SINCE = dt.date(2023, 6, 1)
BEFORE, AFTER = SINCE - dt.timedelta(days=1), SINCE


def found(bidder=FERNWAY, **facts):
    return match(PersonFacts(**facts), bidder, since=SINCE)


@pytest.mark.parametrize("ended_on", [None, AFTER])
def test_somebody_of_the_organisation_is_matched(ended_on):
    assert found(organisations={FERNWAY.body_id: ended_on}) == [MatchKind.ORGANISATION]


def test_what_ended_long_ago_is_shown_as_old_and_only_where_there_is_nothing_else():
    assert found(organisations={FERNWAY.body_id: BEFORE}) == [MatchKind.OLD_TIE]
    assert found(employers=(Employer("Fernway", ended_on=BEFORE),)) == [MatchKind.OLD_TIE]
    assert found(employers=(Employer("Fernway", ended_on=AFTER),)) == [MatchKind.PAST_EMPLOYER]
    assert found(email="a@fernway.example", organisations={FERNWAY.body_id: BEFORE}) == [MatchKind.EMAIL_DOMAIN]


def test_ties_count_from_the_same_day_so_many_years_ago():
    assert counts_from(dt.date(2026, 11, 26), years=3) == dt.date(2023, 11, 26)
    assert counts_from(dt.date(2024, 2, 29), years=3) == dt.date(2021, 2, 28)


def test_an_employer_is_matched_by_company_number_whatever_it_is_called():
    assert found(employers=(Employer("Fernway Holdings", identifier="GB-COH 01234567"),)) == [MatchKind.PAST_EMPLOYER]


@pytest.mark.parametrize(
    "email", ["ann@fernway.example", "ANN@FERNWAY.EXAMPLE", "ann@labs.fernway.example", "ann@fernway.example."]
)
def test_an_address_at_the_bidders_domain_is_matched(email):
    assert found(email=email) == [MatchKind.EMAIL_DOMAIN]


@pytest.mark.parametrize("email", ["", "ann@gmail.com", "ann@example", "ann@notfernway.example", "fernway.example"])
def test_other_addresses_are_not(email):
    assert found(email=email) == []


@pytest.mark.parametrize(
    "employer", ["Fernway", "FERNWAY LIMITED", "Fernway & Co.", "GB-COH 01234567", "gb-coh-01234567", "01234567"]
)
def test_a_past_employer_is_matched_by_name_or_identifier(employer):
    assert found(employers=(Employer(employer),)) == [MatchKind.PAST_EMPLOYER]


@pytest.mark.parametrize("employer", ["", "Ltd", "Fernway Care", "Fern Way", "1234567"])
def test_other_employers_are_not(employer):
    assert found(employers=(Employer(employer),)) == []


def test_a_bidder_without_an_identifier_matches_no_empty_words():
    nameless = BidderFacts(body_id=uuid.UUID(int=2), name="")
    assert found(nameless, email="a@b.example", employers=(Employer(""), Employer(" "))) == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Càtedra d’Innovació, S.L.", "catedra dinnovacio"),
        ("The Group Ltd", "the group ltd"),
        ("Cwmni Da Cyf", "cwmni da"),
        ("A.B. Smith & Sons", "ab smith sons"),
    ],
)
def test_names_are_compared_without_legal_forms_and_accents(name, plain):
    assert plain_name(name) == plain


def test_public_mail_providers_say_nothing():
    assert domain_of("ann@outlook.com") == ""
    assert domain_of("ann@Council.Example") == "council.example"
