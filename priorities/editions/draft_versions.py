"""The versions of a draft: lock the version that was read, save the next one, record the act."""

import hashlib
import json
from collections.abc import Sequence

from django.contrib.auth.models import User

from core.faults import VersionConflict
from core.languages.messages import Message
from priorities.editions.rows import PriorityRow
from priorities.errors import WrongState
from priorities.models import Edition, EditionAct


def lock_version(
    draft: Edition, expected_version: int, states: Sequence[str], refusal: str
) -> Edition:
    """The edition as stored now, locked until the transaction ends. `refusal` is the
    sentence for another state, which names it as {state}.

    Raises `VersionConflict`, and `WrongState` when the edition is in none of the states.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if edition.version != expected_version:
        raise VersionConflict(
            Message(
                "version {expected_version} was read, but it is version {version} now",
                expected_version=expected_version,
                version=edition.version,
            )
        )
    if edition.state not in states:
        raise WrongState(Message(refusal, state=edition.state))
    return edition


def save_next_version(edition: Edition, verb: str, by: User, *, note: str = "") -> Edition:
    """Save the edition under its next version, with the act that made it."""
    edition.version += 1
    edition.save()
    record_act(edition, verb, by, note=note)
    return edition


def record_act(edition: Edition, verb: str, by: User | None, *, note: str = "") -> None:
    """Store the act of a curator, or (`by` None) of the schedule."""
    EditionAct.objects.create(
        edition=edition,
        verb=verb,
        by=by,
        version=edition.version,
        content=edition.content,
        note=note,
    )


def content_digest(rows: Sequence[PriorityRow], coverage: str, kind: str) -> str:
    """SHA-256, in hex, of all that a publication would make public."""
    # Sorted by key: the digest must not depend on the order in which the rows are loaded.
    content = [kind, coverage, sorted((row.as_json() for row in rows), key=lambda row: row["key"])]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
