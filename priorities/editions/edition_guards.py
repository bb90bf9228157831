"""Checks and writes that the actions of the lifecycle share."""

import hashlib
import json
from collections.abc import Sequence

from django.contrib.auth.models import User

from core.faults import Fault, VersionConflict
from priorities.editions.diff import compare_rows
from priorities.editions.draft import PriorityDraft
from priorities.editions.list_validation import validate_rows
from priorities.editions.load_editions import list_in_force, load_drafts
from priorities.errors import EditionRefused, FourEyes, NotACurator, WrongState
from priorities.models import Edition, EditionAct


def require_permission(by: User, action: str) -> None:
    """Check that the user may `draft` or `approve` editions. Raises `NotACurator`."""
    if not by.is_active or not by.has_perm(f"priorities.{action}_edition"):
        raise NotACurator(f"{by.get_username()} may not {action} editions")


def lock_edition(
    draft: Edition, expected_version: int, states: Sequence[str], action: str
) -> Edition:
    """The edition as stored now, locked until the transaction ends. `action` is a participle.

    Raises `VersionConflict`, and `WrongState` when the edition is in none of the states.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if edition.version != expected_version:
        raise VersionConflict(
            f"version {expected_version} was read, but it is version {edition.version} now"
        )
    if edition.state not in states:
        raise WrongState(f"an edition that is {edition.state} cannot be {action}")
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


def require_other_curator(edition: Edition, by: User) -> None:
    """Check the four eyes. Raises `FourEyes` for a user who edited the draft."""
    # From the acts and not from permissions: a superuser has every permission, and two eyes.
    if edition.acts.filter(by=by, verb__in=EditionAct.EDITING).exists():
        raise FourEyes(f"{by.get_username()} has edited this draft: another must approve it")


def require_valid_list(edition: Edition) -> None:
    """Check the rows of a list. Raises `EditionRefused` for faulty rows, or for a list that is
    the same as the list in force.
    """
    if edition.kind != Edition.Kind.LIST:
        return
    rows, before = load_drafts(edition), rows_in_force(edition)
    found = validate_rows(edition.province, rows, before)
    if not found and not compare_rows(before, rows):
        found = [Fault("", "nothing is different from the list in force")]
    if found:
        raise EditionRefused(found)


def rows_in_force(edition: Edition) -> Sequence[PriorityDraft]:
    """The rows of the province's list in force; none where it has no list."""
    current = list_in_force(edition.province_id)
    return load_drafts(current) if current else ()


def content_digest(rows: Sequence[PriorityDraft], coverage: str, kind: str) -> str:
    """SHA-256, in hex, of all that a publication would make public."""
    content = [kind, coverage, sorted((row.as_json() for row in rows), key=lambda row: row["key"])]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
