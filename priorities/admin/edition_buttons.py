"""The buttons of an edition: which are shown, and the one verb that each calls."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.faults import Fault, VersionConflict
from priorities.editions import lifecycle
from priorities.errors import EditionRefused
from priorities.models import Edition, EditionAct

State = Edition.State
Given = Mapping[str, str]
_SENT_BACK = EditionAct.Verb.SEND_BACK


@dataclass(frozen=True)
class Button:
    """`asks`: what is asked for beside the button; `tone`: how it is coloured."""

    verb: str
    label: str | Promise
    asks: str = ""
    tone: str = ""


_SUBMIT = Button("submit", _("Submit for approval"), tone="primary")
_APPROVE = Button("approve", _("Approve"), tone="primary")
_SEND_BACK = Button("send_back", _("Send back"), asks="note")
_PUBLISH = Button("publish", _("Publish now"), tone="primary")
_SCHEDULE = Button("schedule", _("Schedule"), asks="at")
_DISCARD = Button("discard", _("Discard"), tone="danger")
_OPEN = Button("open", _("Open a draft"), tone="primary")
_WITHDRAW = Button("withdraw", _("Propose to withdraw"), asks="reason", tone="danger")
_REVERT = Button("revert", _("Draft a return to this"))


def offered(edition: Edition, by: User) -> list[Button]:
    """The buttons that the user would not be refused now. What counts is asked again, and
    answered by the lifecycle, when one is pressed.
    """
    drafts = by.has_perm("priorities.draft_edition")
    approves = by.has_perm("priorities.approve_edition")
    shown: list[Button] = []
    if edition.state == State.DRAFT and drafts:
        shown.append(_SUBMIT)
    if edition.state == State.SUBMITTED and approves and not touched(edition, by):
        shown += [_APPROVE, _SEND_BACK]
    if edition.state == State.APPROVED and approves:
        shown += [_PUBLISH, _SCHEDULE, _SEND_BACK]
    if edition.state in Edition.OPEN and drafts:
        shown.append(_DISCARD)
    if edition.number is not None and drafts and not _draft_open(edition):
        shown += [_OPEN, _WITHDRAW] if current(edition) else [_REVERT]
    return shown


def touched(edition: Edition, by: User) -> bool:
    """Whether the edition is the user's own work, too."""
    return Edition.objects.filter(pk=edition.pk).touched_by(by).exists()


def sent_back(edition: Edition) -> EditionAct | None:
    """The act that sent a draft back, until it is submitted again."""
    if edition.state != State.DRAFT:
        return None
    last = edition.acts.filter(verb__in=(_SENT_BACK, EditionAct.Verb.SUBMIT)).last()
    return last if last and last.verb == _SENT_BACK else None


def current(edition: Edition) -> bool:
    """Whether it is the list in force."""
    return Edition.objects.in_force(timezone.now()).filter(pk=edition.pk).exists()


def _draft_open(edition: Edition) -> bool:
    return Edition.objects.open().filter(province=edition.province_id).exists()


def _submit(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.submit(draft=edition, by=by, expected_version=version_read(given))


def _approve(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.approve(draft=edition, by=by, expected_version=version_read(given))


def _send_back(edition: Edition, by: User, given: Given) -> Edition:
    note = given.get("note", "")
    return lifecycle.send_back(
        draft=edition, by=by, note=note, expected_version=version_read(given)
    )


def _publish(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.publish(draft=edition, by=by, expected_version=version_read(given))


def _schedule(edition: Edition, by: User, given: Given) -> Edition:
    at = _instant(given.get("at", ""))
    return lifecycle.schedule(draft=edition, by=by, at=at, expected_version=version_read(given))


def _discard(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.discard(draft=edition, by=by, expected_version=version_read(given))


def _open(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.open_draft(province=edition.province_id, by=by)


def _withdraw(edition: Edition, by: User, given: Given) -> Edition:
    reason = given.get("reason", "")
    return lifecycle.withdraw(province=edition.province_id, by=by, reason=reason)


def _revert(edition: Edition, by: User, given: Given) -> Edition:
    return lifecycle.revert(to=edition, by=by)


CALLS: dict[str, Callable[[Edition, User, Given], Edition]] = {
    "submit": _submit,
    "approve": _approve,
    "send_back": _send_back,
    "publish": _publish,
    "schedule": _schedule,
    "discard": _discard,
    "open": _open,
    "withdraw": _withdraw,
    "revert": _revert,
}
DONE = {
    "submit": _("Submitted: it waits for another curator’s approval."),
    "approve": _("Approved: it can be published."),
    "send_back": _("Sent back: its editor finds it among what waits, with your note."),
    "publish": _("Published: it is in force now."),
    "schedule": _("Scheduled."),
    "discard": _("Discarded; it stays readable."),
    "open": _("A draft is open: it starts as a copy of the list in force."),
    "withdraw": _("Proposed: the withdrawal waits for another curator’s approval."),
    "revert": _("A draft is open: it starts as a copy of the earlier edition."),
}


def version_read(given: Given) -> int:
    """The version that the page showed. A request that names none has read none."""
    text = given.get("version", "")
    if not text.isdecimal():
        raise VersionConflict(
            "the request does not say which version was read: open the page again"
        )
    return int(text)


def _instant(text: str) -> dt.datetime:
    """An instant of the clock in China, as the browser's own control writes it."""
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise EditionRefused([Fault("/publish_at", f"“{text}” is no date and time")])
    return at if timezone.is_aware(at) else timezone.make_aware(at)
