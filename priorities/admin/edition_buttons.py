"""The buttons of an edition: when each is shown, and the action of the lifecycle it calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from core.faults import Fault, VersionConflict
from priorities.editions import lifecycle
from priorities.errors import EditionRefused
from priorities.models import Edition, EditionAct

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

State = Edition.State
Posted = Mapping[str, str]
_SENT_BACK = EditionAct.Verb.SEND_BACK


@dataclass(frozen=True)
class Button:
    """`action`: its name in the address; `field`: the input beside it; `tone`: its colour."""

    action: str
    label: StrOrPromise
    field: str = ""
    tone: str = ""


def user_of(request: HttpRequest) -> Any:
    """The curator who sent the request."""
    # The admin lets authenticated users in only; the type of a request's user also has anonymous.
    return request.user


def version_read(posted: Posted) -> int:
    """The version that the page showed. Raises `VersionConflict` for a request without one."""
    text = posted.get("version", "")
    if not text.isdecimal():
        raise VersionConflict("the request names no version: open the page again")
    return int(text)


def _instant(posted: Posted) -> dt.datetime:
    """The instant of the input `at`, on the clock in China. Raises `EditionRefused`."""
    text = posted.get("at", "")
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise EditionRefused([Fault("/publish_at", f"“{text}” is no date and time")])
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def _on_draft(
    action: Callable[..., Edition], **inputs: Callable[[Posted], Any]
) -> Callable[[Edition, User, Posted], Edition]:
    """The call of an action on the version that the page showed, with values of its inputs."""

    def call(edition: Edition, by: User, posted: Posted) -> Edition:
        values = {name: read(posted) for name, read in inputs.items()}
        return action(draft=edition, by=by, expected_version=version_read(posted), **values)

    return call


def _text(name: str) -> Callable[[Posted], str]:
    return lambda posted: posted.get(name, "")


_BUTTONS = {
    button.action: button
    for button in (
        Button("submit", _("Submit for approval"), tone="primary"),
        Button("approve", _("Approve"), tone="primary"),
        Button("send_back", _("Send back"), field="note"),
        Button("publish", _("Publish…"), tone="primary"),
        Button("schedule", _("Schedule"), field="at"),
        Button("discard", _("Discard"), tone="danger"),
        Button("open", _("Open a draft"), tone="primary"),
        Button("withdraw", _("Propose to withdraw"), field="reason", tone="danger"),
        Button("revert", _("Draft a return to this")),
    )
}
# Action -> its call of the lifecycle, and the message after it.
CALLS: dict[str, Callable[[Edition, User, Posted], Edition]] = {
    "submit": _on_draft(lifecycle.submit),
    "approve": _on_draft(lifecycle.approve),
    "send_back": _on_draft(lifecycle.send_back, note=_text("note")),
    "publish": _on_draft(lifecycle.publish),
    "schedule": _on_draft(lifecycle.schedule, at=_instant),
    "discard": _on_draft(lifecycle.discard),
    "open": lambda one, by, _posted: lifecycle.open_draft(province=one.province_id, by=by),
    "withdraw": lambda one, by, posted: lifecycle.withdraw(
        province=one.province_id, by=by, reason=posted.get("reason", "")
    ),
    "revert": lambda one, by, _posted: lifecycle.revert(to=one, by=by),
}
DONE = {
    "submit": _("Submitted: it waits for another curator’s approval."),
    "approve": _("Approved: it can be published."),
    "send_back": _("Sent back: its editor finds it on the first page, with your note."),
    "publish": _("Published: it is in force now."),
    "schedule": _("Scheduled."),
    "discard": _("Discarded; it can still be read."),
    "open": _("A draft is open: it starts as a copy of the list in force."),
    "withdraw": _("Proposed: the withdrawal waits for another curator’s approval."),
    "revert": _("A draft is open: it starts as a copy of the earlier edition."),
}


def offered_buttons(edition: Edition, by: User) -> list[Button]:
    """The buttons of the actions that the lifecycle would allow the user now.

    For display only: the lifecycle checks again when a button is pressed.
    """
    drafts = by.has_perm("priorities.draft_edition")
    approves = by.has_perm("priorities.approve_edition")
    names: list[str] = []
    if edition.state == State.DRAFT and drafts:
        names.append("submit")
    if edition.state == State.SUBMITTED and approves and not is_edited_by(edition, by):
        names += ["approve", "send_back"]
    if edition.state == State.APPROVED and approves:
        names += ["publish", "schedule", "send_back"]
    if edition.state in Edition.OPEN and drafts:
        names.append("discard")
    if edition.number is not None and drafts and not _has_open_draft(edition):
        names += ["open", "withdraw"] if is_in_force(edition) else ["revert"]
    return [_BUTTONS[name] for name in names]


def is_edited_by(edition: Edition, user: User) -> bool:
    """Whether the user edited the edition, and so may not approve it."""
    return Edition.objects.filter(pk=edition.pk).edited_by(user).exists()


def send_back_act(edition: Edition) -> EditionAct | None:
    """The act that sent the draft back, until it is submitted again."""
    if edition.state != State.DRAFT:
        return None
    last = edition.acts.filter(verb__in=(_SENT_BACK, EditionAct.Verb.SUBMIT)).last()
    return last if last and last.verb == _SENT_BACK else None


def is_in_force(edition: Edition) -> bool:
    """Whether the edition is the list in force now."""
    return Edition.objects.in_force(timezone.now()).filter(pk=edition.pk).exists()


def _has_open_draft(edition: Edition) -> bool:
    return Edition.objects.open().filter(province=edition.province_id).exists()
