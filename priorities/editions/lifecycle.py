"""The only writer of editions: open, revise, submit, approve, send back, schedule, publish,
discard.

Each action is one transaction that locks the edition and records an act; `curator_actions` checks
the curator. An approval binds the content, and any edit voids it. A withdrawal and a reversion take
the same steps as a list.
"""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from core.faults import Fault, VersionConflict
from core.languages.messages import Message
from partners.models import Place
from priorities.editions.curator_actions import curator_action, require_other_curator
from priorities.editions.diff import compare_rows
from priorities.editions.draft_versions import (
    content_digest,
    lock_version,
    record_act,
    save_next_version,
)
from priorities.editions.list_validation import validate_rows, without_missing_texts
from priorities.editions.load_editions import list_in_force, load_rows, lock_list_in_force
from priorities.editions.priority_keys import assign_keys
from priorities.editions.publishing import put_in_force
from priorities.editions.rows import PriorityRow
from priorities.editions.write_rows import write_copy, write_rows
from priorities.errors import DraftOpen, EditionRefused, WrongState
from priorities.models import Edition, EditionAct

State, Verb = Edition.State, EditionAct.Verb
WITHDRAWAL_HAS_NO_ROWS = "a withdrawal has no rows: discard it, or approve it"


@curator_action("draft")
def open_draft(*, province: str, by: User) -> Edition:
    """Open a draft that starts as a copy of the list in force. Raises `DraftOpen`."""
    # Locked, so that a publication meanwhile cannot leave the draft a copy of an older list.
    return _open(province, lock_list_in_force(province), by)


@curator_action("draft")
def revert(*, to: Edition, by: User) -> Edition:
    """Open a draft that starts as a copy of an earlier edition: published, it is a new edition.

    Raises `WrongState` when `to` was never published.
    """
    if to.number is None:
        raise WrongState("only a published edition can be restored")
    return _open(to.province_id, to, by)


@curator_action("draft")
def withdraw(*, province: str, by: User, reason: str, edition: Edition | None = None) -> Edition:
    """Propose that the province have no list in force. The proposal is submitted at once; it takes
    effect once another curator has approved it and it is published.

    Raises `EditionRefused` without a reason, and `WrongState` when no list is in force, or another
    list than `edition`.
    """
    if not reason.strip():
        raise EditionRefused([Fault("/reason", "give the reason for the withdrawal")])
    current = lock_list_in_force(province)
    if current is None or edition not in (None, current):
        raise WrongState("only the list in force can be withdrawn")
    # A withdrawal has nothing to revise, so it needs no state of its own before submission.
    draft = _open(province, current, by, kind=Edition.Kind.WITHDRAWAL, reason=reason)
    return submit(draft=draft, by=by, expected_version=draft.version)


@curator_action("draft")
def revise(
    *,
    draft: Edition,
    rows: Sequence[PriorityRow],
    by: User,
    expected_version: int,
    coverage: str | None = None,
    unfinished: bool = False,
) -> Edition:
    """Replace the draft's rows and void its approval. `unfinished`: titles and summaries may be
    missing, as those may that the draft lacks already; submission demands them.

    Raises `EditionRefused` with each faulty row, and `VersionConflict` when another curator
    changed the draft first.
    """
    edition = lock_version(
        draft, expected_version, Edition.OPEN, "an edition that is {state} cannot be revised"
    )
    if edition.kind != Edition.Kind.LIST:
        raise WrongState(WITHDRAWAL_HAS_NO_ROWS)
    named = assign_keys(edition.province, rows)
    before = load_rows(list_in_force(edition.province_id))
    if faults := validate_rows(edition.province, named, before):
        drafted = None if unfinished else {row.key: row for row in load_rows(edition)}
        _refuse(without_missing_texts(faults, named, drafted))
    edition.coverage = coverage or edition.coverage
    write_rows(edition, named)
    edition.content = content_digest(named, edition.coverage, edition.kind)
    edition.state, edition.approved_content, edition.publish_at = State.DRAFT, "", None
    return save_next_version(edition, Verb.REVISE, by)


@curator_action("draft")
def submit(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Submit the draft for approval. Raises `EditionRefused` for an empty or unchanged list."""
    edition = lock_version(
        draft, expected_version, (State.DRAFT,), "an edition that is {state} cannot be submitted"
    )
    if edition.kind == Edition.Kind.LIST:
        rows, before = load_rows(edition), load_rows(list_in_force(edition.province_id))
        _refuse(validate_rows(edition.province, rows, before))
        if not compare_rows(before, rows):
            _refuse([Fault("", "nothing is different from the list in force")])
    edition.state = State.SUBMITTED
    return save_next_version(edition, Verb.SUBMIT, by)


@curator_action("approve")
def approve(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Approve the draft with its content. Raises `FourEyes` for a curator who edited it."""
    edition = lock_version(
        draft, expected_version, (State.SUBMITTED,), "an edition that is {state} cannot be approved"
    )
    require_other_curator(edition, by)
    # The content, not the version: scheduling raises the version and changes no row.
    edition.state, edition.approved_content = State.APPROVED, edition.content
    return save_next_version(edition, Verb.APPROVE, by)


@curator_action("approve")
def send_back(*, draft: Edition, by: User, note: str, expected_version: int) -> Edition:
    """Return a submitted or approved draft to its editor, with a note, and void its approval.

    This is no edit: the curator who sends a draft back may approve its next version.
    """
    if not note.strip():
        raise EditionRefused([Fault("/note", "give the reason for sending the draft back")])
    waiting = (State.SUBMITTED, State.APPROVED)
    edition = lock_version(
        draft, expected_version, waiting, "an edition that is {state} cannot be sent back"
    )
    edition.state, edition.approved_content, edition.publish_at = State.DRAFT, "", None
    return save_next_version(edition, Verb.SEND_BACK, by, note=note.strip())


@curator_action("approve")
def schedule(*, draft: Edition, by: User, at: dt.datetime, expected_version: int) -> Edition:
    """Let the sweep publish an approved draft at a future instant. Raises `EditionRefused` for a
    past one.
    """
    if at <= timezone.now():
        raise EditionRefused(
            [Fault("/publish_at", Message("{at} is past: publish it now", at=at.isoformat()))]
        )
    edition = lock_version(
        draft, expected_version, (State.APPROVED,), "an edition that is {state} cannot be scheduled"
    )
    edition.publish_at = at
    return save_next_version(edition, Verb.SCHEDULE, by)


@curator_action("draft")
def discard(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Discard a draft; curators can still read it."""
    edition = lock_version(
        draft, expected_version, Edition.OPEN, "an edition that is {state} cannot be discarded"
    )
    edition.state = State.DISCARDED
    return save_next_version(edition, Verb.DISCARD, by)


@curator_action("approve")
def publish(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Put an approved draft in force now, in place of the list in force.

    The old range ends at the instant at which the new one begins, in one transaction: no reader
    sees the province without a list.
    """
    return _publish(draft, by, expected_version)


def publish_due() -> int:
    """Publish the drafts whose scheduled instant has come, and return their number.

    A draft that can no longer be published does not stop the others.
    """
    due = Edition.objects.filter(state=State.APPROVED, publish_at__lte=timezone.now())
    published = 0
    for draft in due.order_by("publish_at"):
        # The act of publication names the curator who scheduled it.
        act = draft.acts.filter(verb=Verb.SCHEDULE).select_related("by").last()
        try:
            # One transaction each: a draft that fails rolls back nothing of the others.
            with transaction.atomic():
                _publish(draft, act.by if act else None, draft.version)
            published += 1
        except (VersionConflict, WrongState):
            continue  # a curator published or changed it meanwhile
    return published


def publish_first(
    *, province: str, rows: Sequence[PriorityRow], coverage: str, since: dt.datetime
) -> Edition:
    """Publish a province's first edition from the seeds, in force from `since` on.

    Raises `EditionRefused` for faulty rows, a place that is no province, or a province that has an
    edition.
    """
    with transaction.atomic():
        # Locked before the check, so that two seed commands cannot both publish a first edition.
        place = Place.objects.select_for_update().get(code=province)
        found = validate_rows(place, rows)
        if place.province_id:
            found.append(
                Fault(
                    "", Message("{place} is no province: its list is its province's", place=place)
                )
            )
        if Edition.objects.filter(province=place).exists():
            found.append(Fault("", Message("{place} has an edition already", place=place)))
        _refuse(found)
        edition = Edition.objects.create(
            province=place,
            coverage=coverage,
            content=content_digest(rows, coverage, Edition.Kind.LIST),
        )
        write_copy(edition, rows)
        return put_in_force(edition, replaces=None, since=since, before=(), after=rows)


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise EditionRefused(faults)


def _open(
    province: str,
    base: Edition | None,
    by: User,
    *,
    kind: str = Edition.Kind.LIST,
    reason: str = "",
) -> Edition:
    """A new draft: a copy of `base`, or the withdrawal of it."""
    rows = load_rows(base) if kind == Edition.Kind.LIST else ()
    coverage = base.coverage if base else Edition.Coverage.EXCERPT
    # The constraint decides and not a query before it: two curators can open a draft at once. The
    # inner transaction keeps the caller's usable after the constraint has failed.
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                province_id=province,
                kind=kind,
                coverage=coverage,
                base=base,
                content=content_digest(rows, coverage, kind),
                reason=reason,
            )
            write_copy(edition, rows)
            record_act(edition, Verb.OPEN, by)
    except IntegrityError as fault:
        if "one_open_draft" not in str(fault):
            raise
        raise DraftOpen("the province has an open draft already") from fault
    return edition


def _publish(draft: Edition, by: User | None, expected_version: int) -> Edition:
    # The province before the draft: `open_draft` and `withdraw` lock in this order as well.
    current = lock_list_in_force(draft.province_id)
    edition = lock_version(
        draft, expected_version, (State.APPROVED,), "an edition that is {state} cannot be published"
    )
    rows = load_rows(edition)
    # From the rows and not from `edition.content`: a row changed in the database is found as well.
    if edition.approved_content != content_digest(rows, edition.coverage, edition.kind):
        raise WrongState("its content differs from the approved content: approve it again")
    before = load_rows(current)
    now = timezone.now()
    # A list from the seeds can begin after this clock's now, and no range ends before it begins.
    if current and current.in_force.lower >= now:
        raise WrongState(
            Message("the list in force begins only at {start}", start=current.in_force.lower)
        )
    if edition.kind == Edition.Kind.LIST:
        # Again, although the submitted list was valid: the list in force may be another by now.
        _refuse(validate_rows(edition.province, rows, before))
    # The old range first: the exclusion constraint allows no instant with two lists.
    if current:
        Edition.objects.filter(pk=current.pk).update(
            in_force=DateTimeTZRange(current.in_force.lower, now)
        )
    record_act(edition, Verb.PUBLISH, by)
    return put_in_force(edition, replaces=current, since=now, before=before, after=rows)
