"""API keys: `rh_PREFIX_SECRET`. The secret is shown once and kept as a hash."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from django.contrib.auth.models import User

from firms.models import ApiKey, Firm, Scope

# Marks a leaked key as one of ours, for secret scanners.
_KEY_PREFIX = "rh"


def issue(*, firm: Firm, scopes: Sequence[str] = (Scope.ASK,), curator: User | None = None) -> str:
    """Store a new key for the firm and return its text, which cannot be read again.

    A key with the scope `curate` acts as its curator; IntegrityError without one.
    """
    # The prefix finds the row and names the key in the admin; only the rest is secret.
    prefix = secrets.token_hex(6)
    secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    ApiKey.objects.create(
        firm=firm, prefix=prefix, digest=_digest(secret), scopes=list(scopes), curator=curator
    )
    return f"{_KEY_PREFIX}_{prefix}_{secret}"


def verify(text: str) -> ApiKey | None:
    """Return the live key with this text, or None. The secrets are compared in constant time."""
    marker, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if marker != _KEY_PREFIX or not secret:
        return None
    # PostgreSQL raises an error for a NUL in text, which would be a 500; our prefixes are hex.
    if not prefix.isalnum():
        return None
    key = ApiKey.objects.live().select_related("firm", "curator").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(bytes(key.digest), _digest(secret)):
        return None
    return key


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
