"""The buttons of a partner's page, and the action of the registry that each calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from partners.admin.curator_requests import id_in
from partners.models import Partner
from partners.registry import merging, retirement

Posted = Mapping[str, str]


def _retire(partner: int, by: User, posted: Posted) -> Partner:
    return retirement.retire_partner(partner=partner, by=by, reason=posted.get("reason", ""))


def _restore(partner: int, by: User, posted: Posted) -> Partner:
    return retirement.restore_partner(partner=partner, by=by, reason=posted.get("reason", ""))


def _merge(partner: int, by: User, posted: Posted) -> Partner:
    into = id_in(posted.get("into", ""))
    return merging.merge_partner(partner=partner, into=into, by=by, reason=posted.get("reason", ""))


def _unmerge(partner: int, by: User, posted: Posted) -> Partner:
    return merging.unmerge_partner(partner=partner, by=by, reason=posted.get("reason", ""))


def _attach(partner: int, by: User, posted: Posted) -> Partner:
    record, to = id_in(posted.get("record", "")), id_in(posted.get("to", ""))
    return merging.attach_record(record=record, to=to, by=by, reason=posted.get("reason", ""))


def _detach(partner: int, by: User, posted: Posted) -> Partner:
    record = id_in(posted.get("record", ""))
    return merging.detach_record(record=record, by=by, reason=posted.get("reason", ""))


# Action -> its call; it returns the partner to show then.
CALLS: Mapping[str, Callable[[int, User, Posted], Partner]] = {
    "retire": _retire,
    "restore": _restore,
    "merge": _merge,
    "unmerge": _unmerge,
    "attach": _attach,
    "detach": _detach,
}
DONE: Mapping[str, Any] = {
    "retire": _("Retired: the partner is ranked no more."),
    "restore": _("Restored: the partner is ranked again."),
    "merge": _("Merged: its records are the other partner’s now."),
    "unmerge": _("The merge is undone: the partner has its records again."),
    "attach": _("The record is this partner’s now."),
    "detach": _("The record has this partner of its own now."),
}
