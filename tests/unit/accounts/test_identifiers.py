"""Official numbers: the same organisation is found however its number was typed, and what cannot be one is told."""

import pytest

from accounts import identifiers


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("GB-COH", " 1234567 ", ("GB-COH", "01234567")),
        ("GB-COH", "sc 12345", ("GB-COH", "SC012345")),
        ("GB-NIC", "NI 054321", ("GB-COH", "NI054321")),
        ("GB-NIC", "100123", ("GB-NIC", "NIC100123")),
        ("GB-CHC", "1-123-456", ("GB-CHC", "1123456")),
        ("GB-SC", "12345", ("GB-SC", "SC012345")),
        ("GB-SC", "sc12345", ("GB-SC", "SC012345")),
        ("GB-UKPRN", "1000 1234", ("GB-UKPRN", "10001234")),
        ("ES-RMC", "ES-B58818501", ("ES-RMC", "B58818501")),
        ("ES-RMC", "b-58.818.501", ("ES-RMC", "B58818501")),
        ("XI-LEI", "5493 001K JTII GC8Y 1R12", ("XI-LEI", "5493001KJTIIGC8Y1R12")),
    ],
)
def test_however_a_number_is_typed_it_is_kept_in_one_form(scheme, typed, kept):
    assert identifiers.canonical(scheme, typed) == kept
    assert identifiers.canonical(*kept) == kept
    assert identifiers.is_right(*kept)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("GB-COH", "123456789"),
        ("GB-COH", "SC12"),
        ("GB-COH", ""),
        ("GB-CHC", "12345"),
        ("GB-SC", "AB012345"),
        ("GB-UKPRN", "1000123"),
        ("ES-RMC", "B58818502"),
        ("ES-RMC", "12345678A"),
        ("ES-RMC", "X1234567A"),
        ("XI-LEI", "5493001KJTIIGC8Y1R13"),
    ],
)
def test_what_cannot_be_such_a_number_is_wrong(scheme, number):
    assert not identifiers.is_right(scheme, number)


@pytest.mark.parametrize("number", ["12345678Z", "X1234567L", "B58818501", "Q2826000H"])
def test_the_check_of_a_spanish_tax_number_is_of_people_foreigners_firms_and_public_bodies(number):
    assert identifiers.is_right("ES-RMC", number)


@pytest.mark.parametrize("scheme", identifiers.EXAMPLES)
def test_the_examples_are_right_themselves(scheme):
    assert identifiers.canonical(scheme, identifiers.EXAMPLES[scheme]) == (scheme, identifiers.EXAMPLES[scheme])
    assert identifiers.is_right(scheme, identifiers.EXAMPLES[scheme])
