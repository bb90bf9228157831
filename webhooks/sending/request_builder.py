"""Build the request of a claim: body, URL and signature headers."""

import json
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from core import encryption
from webhooks.sending import signing
from webhooks.sending.claims import Claim
from webhooks.sending.payload import EventContent, encode_payload
from webhooks.sending.sender import PostRequest
from webhooks.sending.sql import array_literal, fetch_rows

_EVENTS = """
SELECT number, webhook_id, type, occurred_at, data::text, request_id FROM webhooks_event
WHERE number = ANY(%(numbers)s::bigint[])
"""
_SECRETS = """
SELECT id, ciphertext FROM webhooks_endpointsecret WHERE id = ANY(%(numbers)s::bigint[])
"""
# A body is at most 20 kB, so the cache is at most 10 MB; one event goes to many endpoints at once.
_MAX_CACHED_BODIES = 512
_MAX_CACHED_KEYS = 20_000
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Message:
    webhook_id: str
    type: str
    request_id: str
    body: bytes


class RequestBuilder:
    """Builds requests, with caches of event bodies and of decrypted keys, which never change."""

    def __init__(self) -> None:
        self._messages: OrderedDict[int, _Message] = OrderedDict()
        self._keys: OrderedDict[int, bytes | None] = OrderedDict()

    def build_requests(self, claims: Collection[Claim]) -> list[PostRequest[Claim]]:
        """Build the request of each claim that can be signed; its timestamp is the database's time.

        Every readable secret signs. A claim without a readable secret is omitted, and the caller
        passes it to `holding.hold_unsigned`.
        """
        messages = self._load_messages({one.event for one in claims})
        keys = self._load_keys({pk for one in claims for pk in one.secrets})
        signed = [(one, [keys[pk] for pk in one.secrets if pk in keys]) for one in claims]
        return [_post_request(one, live, messages[one.event]) for one, live in signed if live]

    def describe_event(self, number: int) -> Mapping[str, str]:
        """Return what log lines say of an event that was sent lately; nothing of any other."""
        message = self._messages.get(number)
        if message is None:
            return {}
        told = {"webhook_id": message.webhook_id, "type": message.type}
        return told | ({"request_id": message.request_id} if message.request_id else {})

    def _load_messages(self, numbers: set[int]) -> Mapping[int, _Message]:
        found = {n: self._messages[n] for n in numbers if n in self._messages}
        if missing := numbers - found.keys():
            rows = fetch_rows(_EVENTS, {"numbers": array_literal(missing)})
            for number, webhook_id, kind, occurred_at, data, request_id in rows:
                content = EventContent(number, webhook_id, kind, occurred_at, json.loads(data))
                found[number] = self._messages[number] = _Message(
                    webhook_id, kind, request_id, encode_payload(content)
                )
        _evict_oldest(self._messages, _MAX_CACHED_BODIES)
        return found

    def _load_keys(self, numbers: set[int]) -> Mapping[int, bytes]:
        """The keys that can be decrypted, by the id of their secret."""
        found = {n: self._keys[n] for n in numbers if n in self._keys}
        if missing := numbers - found.keys():
            rows = fetch_rows(_SECRETS, {"numbers": array_literal(missing)})
            for number, ciphertext in rows:
                found[number] = self._keys[number] = _decrypt_key(bytes(ciphertext))
            if unreadable := sorted(n for n in missing if n in found and found[n] is None):
                log.error(
                    "webhook secrets cannot be decrypted with ENCRYPTION_KEYS", ids=unreadable
                )
        _evict_oldest(self._keys, _MAX_CACHED_KEYS)
        return {n: key for n, key in found.items() if key is not None}


def _decrypt_key(ciphertext: bytes) -> bytes | None:
    try:
        return signing.decode_secret(encryption.decrypt(ciphertext))
    except encryption.Unreadable:
        return None


def _evict_oldest(cache: OrderedDict[int, Any], limit: int) -> None:
    while len(cache) > limit:
        cache.popitem(last=False)


def _post_request(claim: Claim, keys: Sequence[bytes], message: _Message) -> PostRequest[Claim]:
    # The standard wants whole seconds; rounding keeps them within half a second of the true time.
    timestamp = int((claim.claimed_at + timedelta(seconds=0.5)).timestamp())
    headers = signing.signature_headers(keys, message.webhook_id, timestamp, message.body)
    return PostRequest(claim, claim.url, headers, message.body)
