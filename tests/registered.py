"""Partners by the keys of their records."""

from __future__ import annotations

from collections.abc import Iterable

from partners.models import Partner, Record


def partner_of(key: str, dataset: str = "") -> Partner:
    """The partner of the one record with this key, of any dataset where none is named."""
    rows = Record.objects.filter(key=key)
    row = rows.get(dataset=dataset) if dataset else rows.get()
    return Partner.objects.get(pk=row.partner_id)


def ids_by_key() -> dict[str, int]:
    """The key of each record, and the id of its partner."""
    return dict(Record.objects.values_list("key", "partner"))


def key_of(partner: Partner | int) -> str:
    """The key of the partner's only record."""
    return Record.objects.get(partner=partner).key


def keys_of(partners: Iterable[Partner]) -> list[str]:
    """The keys of the partners' only records, in the order of the partners."""
    return [key_of(partner) for partner in partners]


def changed_numbers() -> dict[str, int]:
    """The key of each record, and the partners number of the last change of its partner."""
    return dict(Record.objects.values_list("key", "partner__changed_number"))


def delete_partner(key: str) -> None:
    """Delete the partner of a record and all its records, as no verb of the product does."""
    partner = partner_of(key)
    Record.objects.filter(partner=partner).delete()
    partner.delete()
