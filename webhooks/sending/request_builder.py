"""What is sent for a claim: body, address and signatures."""

import json
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from core import encryption
from webhooks.sending import payload, signing, sql
from webhooks.sending.claiming import Claim
from webhooks.sending.payload import Told
from webhooks.sending.sender import Post

_EVENTS = """
SELECT number, webhook_id, type, occurred_at, data::text FROM webhooks_event
WHERE number = ANY(%(numbers)s::bigint[])
"""
_SECRETS = """
SELECT id, ciphertext FROM webhooks_endpointsecret WHERE id = ANY(%(numbers)s::bigint[])
"""
_KEPT_BODIES = 512
_KEPT_KEYS = 20_000
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Message:
    webhook_id: str
    body: bytes


class RequestBuilder:
    """Keeps what never changes: bodies of events, and secrets by their number."""

    def __init__(self) -> None:
        self._messages: OrderedDict[int, _Message] = OrderedDict()
        self._keys: OrderedDict[int, bytes | None] = OrderedDict()

    def posts(self, claims: Collection[Claim]) -> list[Post[Claim]]:
        """The POST of each claim that can be signed, with the database's time.

        Every readable secret signs. A claim without one has no post: `holding.hold` gives it back.
        """
        messages = self._read_messages({one.event for one in claims})
        keys = self._read_keys({pk for one in claims for pk in one.secrets})
        signed = [(one, [keys[pk] for pk in one.secrets if pk in keys]) for one in claims]
        return [_post(one, live, messages[one.event]) for one, live in signed if live]

    def _read_messages(self, numbers: set[int]) -> Mapping[int, _Message]:
        found = {n: self._messages[n] for n in numbers if n in self._messages}
        if missing := numbers - found.keys():
            rows = sql.rows(_EVENTS, {"numbers": sql.array(missing)})
            for number, webhook_id, kind, occurred_at, data in rows:
                told = Told(number, webhook_id, kind, occurred_at, json.loads(data))
                found[number] = self._messages[number] = _Message(webhook_id, payload.of(told))
        _trim(self._messages, _KEPT_BODIES)
        return found

    def _read_keys(self, numbers: set[int]) -> Mapping[int, bytes]:
        """Those that can be read, by the number of their secret."""
        found = {n: self._keys[n] for n in numbers if n in self._keys}
        if missing := numbers - found.keys():
            rows = sql.rows(_SECRETS, {"numbers": sql.array(missing)})
            for number, ciphertext in rows:
                found[number] = self._keys[number] = _key(bytes(ciphertext))
            if lost := sorted(n for n in missing if n in found and found[n] is None):
                log.error("webhook secrets cannot be read with ENCRYPTION_KEYS", numbers=lost)
        _trim(self._keys, _KEPT_KEYS)
        return {n: key for n, key in found.items() if key is not None}


def _key(ciphertext: bytes) -> bytes | None:
    try:
        return signing.key_of(encryption.decrypt(ciphertext))
    except encryption.Unreadable:
        return None


def _trim(kept: OrderedDict[int, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _post(claim: Claim, keys: Sequence[bytes], message: _Message) -> Post[Claim]:
    # Whole seconds, rounded: within half a second of the true time.
    stamp = int((claim.claimed_at + timedelta(seconds=0.5)).timestamp())
    headers = signing.headers(keys, message.webhook_id, stamp, message.body)
    return Post(claim, claim.url, headers, message.body)
