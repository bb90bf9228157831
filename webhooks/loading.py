"""What is sent for a claim: body, address and signatures."""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken

from webhooks import payload, signing, vault
from webhooks.claiming import Claim
from webhooks.models import EndpointSecret, Event
from webhooks.sender import Post

_KEPT_BODIES = 512
_KEPT_KEYS = 20_000


@dataclass(frozen=True)
class _Message:
    webhook_id: str
    body: bytes


class Loader:
    """Keeps what never changes: bodies of events, and secrets by their number."""

    def __init__(self) -> None:
        self._messages: OrderedDict[int, _Message] = OrderedDict()
        self._keys: OrderedDict[int, bytes | None] = OrderedDict()

    def posts(self, claims: Collection[Claim]) -> list[Post[Claim]]:
        """The POST of each claim, signed with the database's time."""
        messages = self._read_messages({one.event for one in claims})
        keys = self._read_keys({pk for one in claims for pk in one.secrets})
        return [_post(one, [keys[pk] for pk in one.secrets], messages[one.event]) for one in claims]

    def _read_messages(self, numbers: set[int]) -> Mapping[int, _Message]:
        found = {n: self._messages[n] for n in numbers if n in self._messages}
        for event in Event.objects.filter(pk__in=numbers - found.keys()):
            found[event.number] = self._messages[event.number] = _Message(
                event.webhook_id, payload.of(event)
            )
        _trim(self._messages, _KEPT_BODIES)
        return found

    def _read_keys(self, numbers: set[int]) -> Mapping[int, bytes | None]:
        found = {n: self._keys[n] for n in numbers if n in self._keys}
        for secret in EndpointSecret.objects.filter(pk__in=numbers - found.keys()):
            found[secret.pk] = self._keys[secret.pk] = _key(bytes(secret.ciphertext))
        _trim(self._keys, _KEPT_KEYS)
        # One that was deleted since the claim signs no more.
        return {n: found.get(n) for n in numbers}


def _key(ciphertext: bytes) -> bytes | None:
    try:
        return signing.key_of(vault.decrypt(ciphertext))
    except InvalidToken:  # encrypted with a key that was taken from ENCRYPTION_KEYS
        return None


def _trim(kept: OrderedDict[int, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _post(claim: Claim, keys: Sequence[bytes | None], message: _Message) -> Post[Claim]:
    # Whole seconds, rounded: within half a second of the true time.
    stamp = int((claim.claimed_at + timedelta(seconds=0.5)).timestamp())
    live = [key for key in keys if key is not None]
    headers = signing.headers(live, message.webhook_id, stamp, message.body)
    return Post(claim, claim.url, headers, message.body)
