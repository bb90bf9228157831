"""Standard Webhooks 1.0.0, scheme v1: HMAC-SHA256 over id, time and body."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"
_GENERATED_BYTES = 32
_MIN_BYTES, _MAX_BYTES = 16, 64


class InvalidSecret(ValueError):
    """The text is not a signing secret."""


def generate_secret() -> str:
    """Return a new secret: `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_GENERATED_BYTES)).decode()


def decode_secret(secret: str) -> bytes:
    """Decode a secret's key bytes; prefix and padding are optional.

    Raises `InvalidSecret` for text that is not base64, and for fewer than 16 or more than 64 bytes.
    """
    text = secret.removeprefix(PREFIX).rstrip("=")
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidSecret("the secret is not base64") from None
    if not _MIN_BYTES <= len(key) <= _MAX_BYTES:
        raise InvalidSecret(
            f"the secret holds {len(key)} bytes; {_MIN_BYTES} to {_MAX_BYTES} are allowed"
        )
    return key


def signature(key: bytes, webhook_id: str, timestamp: int, body: bytes) -> str:
    """Return `v1,` and the base64 of the HMAC. `timestamp` is in whole seconds since 1970."""
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def signature_headers(
    keys: Sequence[bytes], webhook_id: str, timestamp: int, body: bytes
) -> Mapping[str, str]:
    """Return the three headers, with one signature a key.

    During a rotation the receiver may hold the old or the new secret, so both sign. Raises
    ValueError without a key: nothing is ever sent unsigned.
    """
    if not keys:
        raise ValueError("there is no key to sign with")
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(key, webhook_id, timestamp, body) for key in keys),
    }
