"""API keys: `rh_PREFIX_SECRET`. The secret is shown once and kept as a hash."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from core.audit import security_log
from core.faults import Fault
from core.languages.messages import Message
from core.models import SecurityEvent
from core.sql.compiled_query import CompiledQuery
from core.sql.model_columns import ModelColumns
from core.sql.prepared_cursor import prepared_cursor
from firms.errors import KeyRefused, KeySpecInvalid
from firms.models import DEFAULT_SCOPES, ApiKey, Firm, Member, Role, Scope
from firms.networks import parse_network

# Marks a leaked key as one of ours, for secret scanners.
_KEY_PREFIX = "rh"
MAX_LIVE_KEYS = 20
# The old key still works for a day, so that a client can be changed without a gap.
OVERLAP = timedelta(hours=24)
_KEY = ModelColumns.of(ApiKey)
_BESIDE_KEY = {
    "firm": ModelColumns.of(Firm),
    "member": ModelColumns.of(Member),
    "curator": ModelColumns.of(User),
}
# They stand for the values of a request in the compiled statement.
_ANY_PREFIX, _ANY_TIME = "any prefix", datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class KeySpec:
    """The settings of a new key. Without `expires_at` it does not expire; without `networks` it
    may be used from everywhere.
    """

    scopes: Sequence[str] = DEFAULT_SCOPES
    name: str = ""
    member: Member | None = None
    curator: User | None = None
    expires_at: datetime | None = None
    networks: Sequence[str] = ()


def issue(
    *, firm: Firm, scopes: Sequence[str] = DEFAULT_SCOPES, curator: User | None = None
) -> str:
    """Create a key of the firm and return its text only. Raises as `create_key` does."""
    return create_key(firm=firm, spec=KeySpec(scopes=scopes, curator=curator))[1]


def create_key(*, firm: Firm, spec: KeySpec, made_by: ApiKey | None = None) -> tuple[ApiKey, str]:
    """Create a key; return it and its text, which cannot be read again.

    A key with the scope `curate` acts as its curator; IntegrityError without one. Raises
    `KeySpecInvalid`, and `KeyRefused` where the firm has too many live keys.
    """
    with transaction.atomic():
        # The firm's row serialises its creations, or two requests could both create the twentieth.
        Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
        networks = checked_networks(firm, spec)
        if ApiKey.objects.live().filter(firm=firm).count() >= MAX_LIVE_KEYS:
            raise KeyRefused(
                Message("a firm has at most {most} live keys: revoke one", most=MAX_LIVE_KEYS)
            )
        made = _store(firm, spec, networks, made_by=made_by)
        _record(SecurityEvent.Kind.KEY_CREATED, made[0])
        return made


def rotate_key(
    key: ApiKey, *, overlap: timedelta = OVERLAP, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """Create the successor of a key; return it and its text. The key itself lives on for `overlap`
    at most, and the key that it replaced is revoked, so that two are live at most.

    The successor lives as long as the key was to live, if no `expires_at` is given. Raises
    `KeySpecInvalid`, and `KeyRefused` for a key that is not live or has a successor.
    """
    with transaction.atomic():
        Firm.objects.select_for_update(no_key=True).get(pk=key.firm_id)
        old = ApiKey.objects.select_related("member", "curator").get(pk=key.pk)
        if not old.is_live:
            raise KeyRefused("the key is revoked or expired: create a new one")
        if successor := ApiKey.objects.filter(replaces=old).first():
            raise KeyRefused(
                Message(
                    "the key was rotated already: rotate its successor {successor}",
                    successor=successor.prefix,
                )
            )
        now = timezone.now()
        if expires_at is None and old.expires_at is not None:
            expires_at = now + (old.expires_at - old.created_at)
        spec = KeySpec(old.scopes, old.name, old.member, old.curator, expires_at, old.networks)
        made = _store(old.firm, spec, checked_networks(old.firm, spec), replaces=old)
        if old.expires_at is None or old.expires_at > now + overlap:
            ApiKey.objects.filter(pk=old.pk).update(expires_at=now + overlap)
        if old.replaces_id is not None:
            ApiKey.objects.filter(pk=old.replaces_id, revoked_at=None).update(revoked_at=now)
        _record(SecurityEvent.Kind.KEY_ROTATED, old)
    return made


def revoke_key(key: ApiKey) -> ApiKey:
    """Revoke the key at once and return it; a revoked key keeps the time of its revocation."""
    with transaction.atomic():
        live = ApiKey.objects.filter(pk=key.pk, revoked_at=None)
        if live.update(revoked_at=timezone.now()):
            _record(SecurityEvent.Kind.KEY_REVOKED, key)
    key.refresh_from_db(fields=["revoked_at"])
    return key


def verify(text: str) -> ApiKey | None:
    """Return the live key with this text, or None. The secrets are compared in constant time.

    The row is read for each request: a cache would keep a revoked key alive.
    """
    marker, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if marker != _KEY_PREFIX or not secret:
        return None
    # PostgreSQL raises an error for a NUL in text, which would be a 500; our prefixes are hex.
    if not prefix.isalnum():
        return None
    key = _live_key(prefix)
    if key is None or not hmac.compare_digest(bytes(key.digest), _digest(secret)):
        return None
    return key


def _live_key(prefix: str) -> ApiKey | None:
    """The live key with its firm, member and curator. One query."""
    query = _live_key_query()
    # Each request asks this: as a query set it took most of the time of an empty answer.
    with prepared_cursor() as cursor:
        cursor.execute(
            query.statement, query.params_with({_ANY_PREFIX: prefix, _ANY_TIME: timezone.now()})
        )
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    key: ApiKey = _KEY.instance(list(islice(values, len(_KEY.names))))
    for name, columns in _BESIDE_KEY.items():
        of_one = list(islice(values, len(columns.names)))
        # A key without a member or a curator has no row of them.
        if getattr(key, f"{name}_id") is not None:
            setattr(key, name, columns.instance(of_one))
    return key


@cache
def _live_key_query() -> CompiledQuery:
    beside = [f"{name}__{each}" for name, one in _BESIDE_KEY.items() for each in one.names]
    rows = ApiKey.objects.live(_ANY_TIME).filter(prefix=_ANY_PREFIX).order_by()
    return CompiledQuery.of(rows.values_list(*_KEY.names, *beside))


def checked_networks(firm: Firm, spec: KeySpec) -> list[str]:
    """Check the settings and return the networks in canonical form. Raises `KeySpecInvalid` with
    all faults.
    """
    networks, faults = [], list(_faults(firm, spec))
    for n, text in enumerate(spec.networks):
        try:
            networks.append(parse_network(text))
        except ValueError as fault:
            faults.append(
                Fault(
                    f"/allowed_addresses/{n}",
                    Message("{value!r} {reason}", value=text[:60], reason=str(fault)),
                )
            )
    if faults:
        raise KeySpecInvalid(faults)
    return list(dict.fromkeys(networks))


def _faults(firm: Firm, spec: KeySpec) -> Iterator[Fault]:
    if spec.expires_at is not None and spec.expires_at <= timezone.now():
        yield Fault("/expires_at", "lies in the past")
    if spec.member is None:
        return
    if spec.member.firm_id != firm.pk:
        yield Fault("/member", "is no member of the firm")
    role = Role(spec.member.role)
    for n, scope in enumerate(spec.scopes):
        if scope in Scope.values and not role.allows(scope):
            allowed = [one for one in Scope.values if role.allows(one)]
            detail = Message(
                "a key of a member with the role {role} may not have the scope {scope}",
                role=role,
                scope=scope,
            )
            yield Fault(f"/scopes/{n}", detail, allowed)


def _store(
    firm: Firm,
    spec: KeySpec,
    networks: list[str],
    *,
    made_by: ApiKey | None = None,
    replaces: ApiKey | None = None,
) -> tuple[ApiKey, str]:
    # The prefix finds the row and names the key in the API; only the rest is secret.
    prefix = secrets.token_hex(6)
    secret = base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode()
    key = ApiKey.objects.create(
        firm=firm,
        name=spec.name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=list(dict.fromkeys(spec.scopes)),
        member=spec.member,
        curator=spec.curator,
        networks=networks,
        expires_at=spec.expires_at,
        made_by=made_by,
        replaces=replaces,
    )
    return key, f"{_KEY_PREFIX}_{prefix}_{secret}"


def _record(kind: SecurityEvent.Kind, key: ApiKey) -> None:
    security_log.record(kind, subject=f"key:{key.prefix}", firm=key.firm_id)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
