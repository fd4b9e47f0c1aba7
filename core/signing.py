"""Signatures that anybody can check with the public key: Ed25519 over bytes, written in base64.

The key pair is derived from SIGNING_KEY, so every process of an installation signs alike.
"""

import base64
import binascii
import functools
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app

_PURPOSE = b"townlab signing key 1\n"


def sign(message: bytes) -> str:
    return base64.b64encode(_private_key().sign(message)).decode()


def is_signed(message: bytes, signature: str) -> bool:
    """Whether `signature` was made here over exactly `message`."""
    try:
        signed = base64.b64decode(signature, validate=True)
        _public_key().verify(signed, message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    # Base64 has several ways to write the same bytes; `sign` uses one.
    return base64.b64encode(signed).decode() == signature


def public_key_pem() -> str:
    """The public key as other programs read it (SubjectPublicKeyInfo, PEM)."""
    return _public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _private_key() -> Ed25519PrivateKey:
    return _derived(str(current_app.config["SIGNING_KEY"]))


def _public_key() -> Ed25519PublicKey:
    return _private_key().public_key()


@functools.lru_cache(maxsize=4)
def _derived(secret: str) -> Ed25519PrivateKey:
    # The secret is any long text; its hash is the 32 bytes that the key is made of.
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(_PURPOSE + secret.encode()).digest())
