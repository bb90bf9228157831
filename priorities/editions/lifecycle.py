"""The only writer of editions: draft, revise, submit, send back, approve, schedule, publish,
discard.

Every verb is one transaction that locks the edition and writes an act. Four eyes: nobody who
opened, revised or submitted a draft may approve it, superusers included; an approval binds the
content, and any edit voids it. A withdrawal and a reversion go the same way as a list.
"""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from core.audit.tracking import audited
from core.faults import Fault, VersionConflict
from partners.models import Place
from priorities.editions import edition_guards, publishing
from priorities.editions.draft import PriorityDraft
from priorities.editions.list_validation import validate_rows
from priorities.editions.load_editions import load_drafts, lock_list_in_force
from priorities.editions.priority_keys import assign_keys
from priorities.errors import DraftOpen, EditionRefused, WrongState
from priorities.models import Edition, EditionAct

State, Verb = Edition.State, EditionAct.Verb


@audited
def open_draft(*, province: str, by: User) -> Edition:
    """A draft that starts as a copy of the list in force. Raises `DraftOpen`."""
    edition_guards.may(by, "draft")
    with transaction.atomic():
        current = lock_list_in_force(province)
        rows = load_drafts(current) if current else ()
        coverage = current.coverage if current else Edition.Coverage.EXCERPT
        return _open(province, Edition.Kind.LIST, rows, coverage, current, by)


@audited
def revert(*, to: Edition, by: User) -> Edition:
    """A draft that starts as a copy of an earlier edition: published, it is a new edition."""
    edition_guards.may(by, "draft")
    if to.number is None:
        raise WrongState("only an edition that was published can be gone back to")
    return _open(to.province_id, Edition.Kind.LIST, load_drafts(to), to.coverage, to, by)


@audited
def withdraw(*, province: str, by: User, reason: str, edition: Edition | None = None) -> Edition:
    """Propose that the province have no list in force. It is submitted at once, and takes effect
    when another has approved it and it is published. Raises `WrongState` where none is in force,
    or another than the `edition` that is meant.
    """
    edition_guards.may(by, "draft")
    if not reason.strip():
        raise EditionRefused([Fault("/reason", "say why the list is withdrawn")])
    with transaction.atomic():
        current = lock_list_in_force(province)
        if current is None or edition not in (None, current):
            raise WrongState("only the list in force can be withdrawn, and this one is not")
        draft = _open(province, Edition.Kind.WITHDRAWAL, (), current.coverage, current, by, reason)
        return submit(draft=draft, by=by, expected_version=draft.version)


@audited
def revise(
    *,
    draft: Edition,
    rows: Sequence[PriorityDraft],
    by: User,
    expected_version: int,
    coverage: str | None = None,
) -> Edition:
    """Replace the draft's rows. Whatever approval it had is void. Raises `EditionRefused` naming
    each faulty row, `VersionConflict` when somebody else changed the draft first.
    """
    edition_guards.may(by, "draft")
    with transaction.atomic():
        edition = edition_guards.locked(draft, expected_version, Edition.OPEN, "revised")
        if edition.kind != Edition.Kind.LIST:
            raise WrongState("a withdrawal has no rows: discard it, or approve it")
        named = assign_keys(edition.province, rows)
        found = validate_rows(edition.province, named, edition_guards.rows_before(edition))
        if found:
            raise EditionRefused(found)
        edition.coverage = coverage or edition.coverage
        publishing.write_rows(edition, named)
        edition.content = edition_guards.digest(named, edition.coverage, edition.kind)
        edition.state, edition.approved_content, edition.publish_at = State.DRAFT, "", None
        return edition_guards.moved(edition, Verb.REVISE, by)


@audited
def submit(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Hand the draft to whoever approves. An empty list is refused."""
    edition_guards.may(by, "draft")
    with transaction.atomic():
        edition = edition_guards.locked(draft, expected_version, (State.DRAFT,), "submitted")
        edition_guards.refuse_faulty(edition)
        edition.state = State.SUBMITTED
        return edition_guards.moved(edition, Verb.SUBMIT, by)


@audited
def approve(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Bind the draft's content. Raises `FourEyes` for anybody who touched it."""
    edition_guards.may(by, "approve")
    with transaction.atomic():
        edition = edition_guards.locked(draft, expected_version, (State.SUBMITTED,), "approved")
        edition_guards.refuse_own_work(edition, by)
        edition.state, edition.approved_content = State.APPROVED, edition.content
        return edition_guards.moved(edition, Verb.APPROVE, by)


@audited
def send_back(*, draft: Edition, by: User, note: str, expected_version: int) -> Edition:
    """Return what waits for approval or publication to whoever drafted it, with a note that says
    why. An approval that it had is void. Who sends it back has not touched it.
    """
    edition_guards.may(by, "approve")
    if not note.strip():
        raise EditionRefused([Fault("/note", "say why the draft is sent back")])
    with transaction.atomic():
        waiting = (State.SUBMITTED, State.APPROVED)
        edition = edition_guards.locked(draft, expected_version, waiting, "sent back")
        edition.state, edition.approved_content, edition.publish_at = State.DRAFT, "", None
        return edition_guards.moved(edition, Verb.SEND_BACK, by, note=note.strip())


@audited
def schedule(*, draft: Edition, by: User, at: dt.datetime, expected_version: int) -> Edition:
    """Let the sweep publish an approved draft at an instant to come."""
    edition_guards.may(by, "approve")
    if at <= timezone.now():
        raise EditionRefused([Fault("/publish_at", f"{at.isoformat()} is past: publish it now")])
    with transaction.atomic():
        edition = edition_guards.locked(draft, expected_version, (State.APPROVED,), "scheduled")
        edition.publish_at = at
        return edition_guards.moved(edition, Verb.SCHEDULE, by)


@audited
def discard(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Put a draft away; it stays readable."""
    edition_guards.may(by, "draft")
    with transaction.atomic():
        edition = edition_guards.locked(draft, expected_version, Edition.OPEN, "discarded")
        edition.state = State.DISCARDED
        return edition_guards.moved(edition, Verb.DISCARD, by)


@audited
def publish(*, draft: Edition, by: User, expected_version: int) -> Edition:
    """Put an approved draft in force, now: close the old range, open the new, take the policy
    number, tell of the diff. One transaction: between old and new there is nothing.
    """
    edition_guards.may(by, "approve")
    with transaction.atomic():
        return _publish(draft, by, expected_version)


def publish_due() -> int:
    """Publish what was scheduled for an instant that has come; how many. One that cannot be
    published any more does not hold up the others.
    """
    due = Edition.objects.filter(state=State.APPROVED, publish_at__lte=timezone.now())
    published = 0
    for draft in due.order_by("publish_at"):
        act = draft.acts.filter(verb=Verb.SCHEDULE).select_related("by").last()
        try:
            with transaction.atomic():
                _publish(draft, act.by if act else None, draft.version)
            published += 1
        except (VersionConflict, WrongState):
            continue  # somebody was faster
    return published


def publish_first(
    *, province: str, rows: Sequence[PriorityDraft], coverage: str, since: dt.datetime
) -> Edition:
    """A province's first edition as the seeds bring it, in force from `since` on. Raises
    `EditionRefused`; a province that has an edition is left alone.
    """
    with transaction.atomic():
        place = Place.objects.select_for_update().get(code=province)
        found = validate_rows(place, rows)
        if place.province_id:
            found.append(Fault("", f"{place} is no province: its list is its province's"))
        if Edition.objects.filter(province=place).exists():
            found.append(Fault("", f"{place} has an edition already"))
        if found:
            raise EditionRefused(found)
        edition = Edition.objects.create(
            province=place,
            coverage=coverage,
            content=edition_guards.digest(rows, coverage, Edition.Kind.LIST),
        )
        publishing.write_copy(edition, rows)
        return publishing.put_in_force(edition, None, since, ((), rows))


def _open(
    province: str,
    kind: str,
    rows: Sequence[PriorityDraft],
    coverage: str,
    base: Edition | None,
    by: User,
    reason: str = "",
) -> Edition:
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                province_id=province,
                kind=kind,
                coverage=coverage,
                base=base,
                content=edition_guards.digest(rows, coverage, kind),
                reason=reason,
            )
            publishing.write_copy(edition, rows)
            edition_guards.write_act(edition, Verb.OPEN, by)
    except IntegrityError as fault:
        if "one_open_draft" not in str(fault):
            raise
        raise DraftOpen("a draft of this province is on its way already") from fault
    return edition


def _publish(draft: Edition, by: User | None, expected_version: int) -> Edition:
    current = lock_list_in_force(draft.province_id)
    edition = edition_guards.locked(draft, expected_version, (State.APPROVED,), "published")
    rows = load_drafts(edition)
    if edition.approved_content != edition_guards.digest(rows, edition.coverage, edition.kind):
        raise WrongState("its content is not what was approved: approve it again")
    before = load_drafts(current) if current else ()
    now = timezone.now()
    if current and current.in_force.lower >= now:
        raise WrongState(f"the list in force begins only at {current.in_force.lower}")
    if edition.kind == Edition.Kind.LIST:
        found = validate_rows(edition.province, rows, before)
        if found:
            raise EditionRefused(found)
    if current:
        Edition.objects.filter(pk=current.pk).update(
            in_force=DateTimeTZRange(current.in_force.lower, now)
        )
    edition_guards.write_act(edition, Verb.PUBLISH, by)
    return publishing.put_in_force(edition, current, now, (before, rows))
