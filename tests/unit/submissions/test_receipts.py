"""The canonical form, and the receipt that is read back from whatever it was pasted in."""

import datetime as dt
import hashlib
import json
import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from core import signing
from submissions.services import receipts

# All of Unicode that can be typed, and more often what goes wrong: right to left, joined emoji, combining marks, ends.
odd = st.sampled_from(
    ["مرحبا", "\u202eabc\u202c", "👩\u200d👩\u200d👧", "🚲", "e\u0301", "é", "\u2028", "\x00", "\x7f", '"\\', "</b>"]
)
SHORT = ('\\"', "\\\\", "\\b", "\\f", "\\n", "\\r", "\\t")
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(odd, max_size=6).map("".join)
names = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)
structures = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=25,
)


@pytest.fixture(scope="module", autouse=True)
def signing_app():
    app = Flask("signing")
    app.config["SIGNING_KEY"] = "a key for this test"
    with app.app_context():
        yield app


@given(structures)
def test_the_canonical_form_says_the_same_and_is_the_same_for_the_same(structure):
    form = receipts.canonical(structure)
    assert json.loads(form) == structure
    assert receipts.canonical(json.loads(form)) == form


@given(st.dictionaries(names, texts, min_size=2))
def test_the_order_of_members_does_not_matter(members):
    backwards = dict(reversed(list(members.items())))
    assert receipts.digest_of(members) == receipts.digest_of(backwards)


@given(st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)))
def test_the_form_has_no_spaces_between_its_parts_and_escapes_as_little_as_it_may(structure):
    form = receipts.canonical(structure).decode("utf-8")
    between = re.sub(r'"(?:[^"\\]|\\.)*"', "", form)
    assert set(between) <= set("[]{},:")
    escapes = re.findall(r"\\(?:u[0-9a-f]{4}|.)", form)
    assert all(escape in SHORT or ord(json.loads(f'"{escape}"')) < 32 for escape in escapes)


@given(structures, st.randoms(use_true_random=False))
def test_the_digest_is_the_same_however_the_structure_was_put_together(structure, random):
    def shuffled(value):
        if isinstance(value, dict):
            members = list(value.items())
            random.shuffle(members)
            return {name: shuffled(inner) for name, inner in members}
        return [shuffled(inner) for inner in value] if isinstance(value, list) else value

    spaced = json.dumps(shuffled(structure), indent=1, ensure_ascii=True)
    assert receipts.digest_of(json.loads(spaced)) == receipts.digest_of(structure)


@given(structures, structures)
def test_two_structures_have_one_digest_only_if_they_say_the_same(one, other):
    # JSON tells `true` from 1; Python does not.
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (receipts.digest_of(one) == receipts.digest_of(other)) == same


@given(st.dictionaries(names, texts, min_size=1), texts)
def test_any_change_changes_the_digest(members, other):
    name = next(iter(members))
    changed = members | {name: other}
    assert (receipts.digest_of(members) == receipts.digest_of(changed)) == (members[name] == other)


def test_it_is_rfc_8785_in_the_points_that_differ_between_encoders():
    structure = {"b": '\u20ac$\u000f\u000aA\'B"\\"/', "a": [1, True, None], "é" * 0 + "c": "<é🚲\u2028>"}
    wanted = '{"a":[1,true,null],"b":"€$\\u000f\\nA\'B\\"\\\\\\"/","c":"<é🚲\u2028>"}'
    assert receipts.canonical(structure) == wanted.encode()


@pytest.mark.parametrize("structure", [1.5, {"a": 0.1}, {"é": 1}, {1: 1}, [object()], {"a": b"bytes"}])
def test_what_has_no_exact_form_is_refused(structure):
    with pytest.raises(TypeError):
        receipts.canonical(structure)


def made(reference="SUB-7K3M9QX", version=1) -> receipts.Receipt:
    received = dt.datetime(2026, 7, 24, 10, 59, 59, 123, tzinfo=dt.UTC)
    digest = hashlib.sha256(b"content").hexdigest()
    signature = receipts.sign(reference=reference, version=version, received=received, digest=digest)
    return receipts.Receipt(reference, version, receipts.written_time(received), digest, signature)


@given(before=texts, after=texts, mark=st.sampled_from(["", "> ", "    ", ">> "]))
def test_a_receipt_is_read_out_of_a_mail_that_was_quoted_or_indented(before, after, mark):
    receipt = made()
    quoted = "\n".join(mark + line for line in receipt.words.splitlines())
    assert receipts.read_receipt(f"Hello {before!r}\n{quoted}\nBye {after!r}") == receipt
    assert receipts.is_genuine(receipt)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("reference", "SUB-7K3M9QY"),
        ("version", 2),
        ("received", "2026-07-24T10:59:58.000123Z"),
        ("digest", "0" * 64),
        ("signature", "AAAA"),
        ("signature", "not base64 at all"),
        ("signature", ""),
    ],
)
def test_changing_any_part_makes_a_receipt_false(part, value):
    receipt = made()
    forged = receipts.Receipt(**{**vars(receipt), part: value})
    assert not receipts.is_genuine(forged)


def test_another_installation_signs_otherwise(signing_app):
    receipt = made()
    signing_app.config["SIGNING_KEY"] = "another key"
    try:
        assert not receipts.is_genuine(receipt)
    finally:
        signing_app.config["SIGNING_KEY"] = "a key for this test"


@pytest.mark.parametrize(
    "words", ["", "Reference: SUB-1", "Version: one\nReference: a\nReceived: b\nSHA-256: c\nSignature: d"]
)
def test_half_a_receipt_is_none(words):
    assert receipts.read_receipt(words) is None


def test_the_public_key_verifies_without_us():
    import base64

    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    receipt = made()
    key = load_pem_public_key(signing.public_key_pem().encode())
    key.verify(base64.b64decode(receipt.signature), receipt.message)
