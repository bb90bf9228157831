"""API keys: `rh_PREFIX_SECRET`. The secret is shown once and kept as a hash."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from django.contrib.auth.models import User

from firms.models import ApiKey, Firm, Scope

_MARK = "rh"


def issue(*, firm: Firm, scopes: Sequence[str] = (Scope.ASK,), curator: User | None = None) -> str:
    """Store a new key for the firm and return its text: nobody can read it again.

    A key with the scope `curate` acts as its curator: without one, IntegrityError.
    """
    prefix = secrets.token_hex(6)
    secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    ApiKey.objects.create(
        firm=firm, prefix=prefix, digest=_digest(secret), scopes=list(scopes), curator=curator
    )
    return f"{_MARK}_{prefix}_{secret}"


def verify(text: str) -> ApiKey | None:
    """The live key that this text is, or None. Compares in constant time."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != _MARK or not secret:
        return None
    # A NUL would be refused by PostgreSQL as text; no prefix of ours holds one.
    if not prefix.isalnum():
        return None
    key = ApiKey.objects.live().select_related("firm", "curator").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(bytes(key.digest), _digest(secret)):
        return None
    return key


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
