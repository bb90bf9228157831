"""What the lifecycle's verbs have in common: who may, the lock, what is refused, and the act."""

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


def may(by: User, what: str) -> None:
    """Raises `NotACurator` for a user who may not draft, or approve."""
    if not by.is_active or not by.has_perm(f"priorities.{what}_edition"):
        raise NotACurator(f"{by.get_username()} may not {what} editions")


def locked(draft: Edition, expected_version: int, states: Sequence[str], done: str) -> Edition:
    """The edition as it is now, locked. Raises `VersionConflict` and `WrongState`."""
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if edition.version != expected_version:
        raise VersionConflict(
            f"version {expected_version} was read, but it is version {edition.version} now"
        )
    if edition.state not in states:
        raise WrongState(f"an edition that is {edition.state} cannot be {done}")
    return edition


def moved(edition: Edition, verb: str, by: User, *, note: str = "") -> Edition:
    """Keep the edition under its next version, with the act that made it."""
    edition.version += 1
    edition.save()
    write_act(edition, verb, by, note=note)
    return edition


def write_act(edition: Edition, verb: str, by: User | None, *, note: str = "") -> None:
    """Say who did what; `by` none: the schedule did."""
    EditionAct.objects.create(
        edition=edition,
        verb=verb,
        by=by,
        version=edition.version,
        content=edition.content,
        note=note,
    )


def refuse_own_work(edition: Edition, by: User) -> None:
    """Raises `FourEyes` for anybody who touched the draft."""
    if edition.acts.filter(by=by, verb__in=EditionAct.TOUCHING).exists():
        raise FourEyes(f"{by.get_username()} has touched this draft: another must approve it")


def refuse_faulty(edition: Edition) -> None:
    """Raises `EditionRefused` for rows that cannot be kept, or that say nothing new."""
    if edition.kind != Edition.Kind.LIST:
        return
    rows = load_drafts(edition)
    found = validate_rows(edition.province, rows, rows_before(edition))
    if not found and not compare_rows(rows_before(edition), rows):
        found = [Fault("", "nothing is different from the list in force")]
    if found:
        raise EditionRefused(found)


def rows_before(edition: Edition) -> Sequence[PriorityDraft]:
    """What the list in force says."""
    current = list_in_force(edition.province_id)
    return load_drafts(current) if current else ()


def digest(rows: Sequence[PriorityDraft], coverage: str, kind: str) -> str:
    """SHA-256 of what would be published."""
    said = [kind, coverage, sorted((row.plain() for row in rows), key=lambda row: row["key"])]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
