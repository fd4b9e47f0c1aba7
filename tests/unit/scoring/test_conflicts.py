"""What makes a person and a bidder look connected."""

import uuid

import pytest

from scoring.conflicts import BidderFacts, PersonFacts, domain_of, match, plain_name
from scoring.states import MatchKind

FERNWAY = BidderFacts(
    body_id=uuid.UUID(int=1),
    name="The Fernway Company Ltd.",
    identifier_scheme="GB-COH",
    identifier="01234567",
    email_domains=frozenset({"fernway.example", "gmail.com"}),
)


def test_somebody_of_the_organisation_is_matched():
    assert match(PersonFacts(organisations=frozenset({FERNWAY.body_id})), FERNWAY) == [MatchKind.ORGANISATION]


@pytest.mark.parametrize(
    "email", ["ann@fernway.example", "ANN@FERNWAY.EXAMPLE", "ann@labs.fernway.example", "ann@fernway.example."]
)
def test_an_address_at_the_bidders_domain_is_matched(email):
    assert match(PersonFacts(email=email), FERNWAY) == [MatchKind.EMAIL_DOMAIN]


@pytest.mark.parametrize("email", ["", "ann@gmail.com", "ann@example", "ann@notfernway.example", "fernway.example"])
def test_other_addresses_are_not(email):
    assert match(PersonFacts(email=email), FERNWAY) == []


@pytest.mark.parametrize(
    "employer", ["Fernway", "FERNWAY LIMITED", "Fernway & Co.", "GB-COH 01234567", "gb-coh-01234567", "01234567"]
)
def test_a_past_employer_is_matched_by_name_or_identifier(employer):
    assert match(PersonFacts(past_employers=(employer,)), FERNWAY) == [MatchKind.PAST_EMPLOYER]


@pytest.mark.parametrize("employer", ["", "Ltd", "Fernway Care", "Fern Way", "1234567"])
def test_other_employers_are_not(employer):
    assert match(PersonFacts(past_employers=(employer,)), FERNWAY) == []


def test_a_bidder_without_an_identifier_matches_no_empty_words():
    nameless = BidderFacts(body_id=uuid.UUID(int=2), name="")
    assert match(PersonFacts(email="a@b.example", past_employers=("", " ")), nameless) == []


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
