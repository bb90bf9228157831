"""What retiring or merging a partner would move, before a curator confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from partners.admin.curator_requests import id_in
from partners.admin.uses_of_partner import uses_of
from partners.models import Partner

CONFIRMED = ("retire", "merge")


def confirmation(partner: Partner, action: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """The context of the page. To merge, `asked` names the partner that stays as `into`."""
    into, fault = _target(partner, asked.get("into", "")) if action == "merge" else (None, "")
    return {
        "partner": partner,
        "action": action,
        "into": into,
        "fault": fault,
        "asked_into": asked.get("into", ""),
        "ready": action == "retire" or into is not None,
        "records": list(partner.records.select_related("dataset")),
        "followers": list(Partner.objects.filter(merged_into=partner)),
        "uses": uses_of(partner.pk),
    }


def _target(partner: Partner, text: str) -> tuple[Partner | None, str]:
    """The partner that stays, and what is wrong with the text; both empty before one is typed."""
    if not text:
        return None, ""
    found = Partner.objects.filter(pk=id_in(text)).first()
    if found is None:
        return None, _("No partner has this id.")
    if found.pk == partner.pk:
        return None, _("This is the partner itself.")
    if found.retired_at is not None:
        return None, _("This partner is retired or merged itself.")
    return found, ""
