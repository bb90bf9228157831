"""Frozen copies of revisions: what a firm was shown stays, whatever changes afterwards."""

import hashlib
import zlib
from collections.abc import Callable, Mapping

import orjson
from django.db import transaction

from core.languages.messages import Message
from firms.models import Firm
from matcher.errors import FreezeRefused
from matcher.loaded import Basis
from matcher.models import FrozenShortlist, Revision, Shortlist

# What the copies of a firm take is bounded: 200 MB, and some 10 MB of usual ones.
MOST_COPIES = 200
MOST_BYTES = 1_000_000  # of one copy, compressed

# The content of a copy in each language, of the row that will hold it.
Render = Callable[[FrozenShortlist], Mapping[str, bytes]]


def freeze(
    *, shortlist: Shortlist, revision: Revision, title: str, render: Render
) -> FrozenShortlist:
    """Keep the revision as `render` shows it now. Raises `FreezeRefused` where the firm has too
    many copies, or this one is too large.
    """
    with transaction.atomic():
        firm = shortlist.brief.firm_id
        # The firm's row serialises its copies, or two requests could both make the last one.
        Firm.objects.select_for_update(no_key=True).get(pk=firm)
        if FrozenShortlist.objects.filter(firm=firm).count() >= MOST_COPIES:
            raise FreezeRefused(
                Message(
                    "a firm keeps at most {most_copies} frozen copies: delete one",
                    most_copies=MOST_COPIES,
                )
            )
        copy = FrozenShortlist(
            firm_id=firm,
            shortlist=shortlist,
            revision=revision.number,
            title=title,
            **Basis.of(revision).fields,
        )
        whole = orjson.dumps({language: text.decode() for language, text in render(copy).items()})
        copy.content, copy.digest = zlib.compress(whole, 9), hashlib.sha256(whole).hexdigest()
        if len(copy.content) > MOST_BYTES:
            detail = Message(
                "the answer takes {count:,} bytes, a copy at most {most_bytes:,}",
                count=len(copy.content),
                most_bytes=MOST_BYTES,
            )
            raise FreezeRefused(detail)
        copy.save(force_insert=True)
    return copy


def content_of(frozen: FrozenShortlist, language: str) -> bytes:
    """The copy in a language: the very bytes that were stored."""
    stored = orjson.loads(zlib.decompress(bytes(frozen.content)))
    text: str = stored[language]
    return text.encode()
