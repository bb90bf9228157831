"""The partners of the database as organisations that an import may find again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from partners.identity import Identity
from partners.intake.same_organisation import KnownOrganisations
from partners.models import Partner


@dataclass(frozen=True)
class KnownPartners:
    """`own`: the dataset's records by key; `others`: the partners of the other datasets that are
    not simulated, by id and dataset.
    """

    own: KnownOrganisations[str] = field(default_factory=KnownOrganisations)
    others: KnownOrganisations[str] = field(default_factory=KnownOrganisations)


def read_known_partners(dataset: str) -> KnownPartners:
    """The active partners, in one query."""
    known = KnownPartners()
    rows = (
        Partner.objects.active()
        .filter(dataset__simulated=False)
        .order_by("pk")
        .values_list("pk", "dataset", "key", "name_zh", "name_en", "place", "identifiers")
    )
    for pk, home, key, name_zh, name_en, place, identifiers in rows.iterator(chunk_size=5_000):
        names = _identities((name_zh, name_en), place, identifiers)
        if home == dataset:
            known.own.add(names, key)
        else:
            known.others.add(names, f"partner {pk} of {home}")
    return known


def record_keys(dataset: str) -> frozenset[str]:
    """The keys of all records of the dataset, retired ones included."""
    return frozenset(Partner.objects.filter(dataset=dataset).values_list("key", flat=True))


def _identities(
    names: Collection[str], place: str | None, identifiers: Collection[str]
) -> Iterator[Identity]:
    given = dict(one.split(":", 1) for one in identifiers)
    for name in names:
        if name:
            yield Identity(name, place, given)
