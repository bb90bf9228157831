"""The partners of the database as organisations that an import may find again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from partners.identity import Identity
from partners.identity.comparison import parse
from partners.intake.same_organisation import KnownOrganisations
from partners.models import Alias, Partner, Record


@dataclass(frozen=True)
class KnownPartner:
    """An active partner: its id, and its records that are present, as dataset/key."""

    id: int
    records: tuple[str, ...]

    def __str__(self) -> str:
        return f"partner {self.id} ({', '.join(self.records)})"


@dataclass(frozen=True)
class KnownPartners:
    """`own`: the partners that have a record of the dataset, `others`: those that have none. No
    partner is simulated.
    """

    own: KnownOrganisations[KnownPartner] = field(default_factory=KnownOrganisations)
    others: KnownOrganisations[KnownPartner] = field(default_factory=KnownOrganisations)


def read_known_partners(dataset: str) -> KnownPartners:
    """The active partners, in three queries."""
    known = KnownPartners()
    records: defaultdict[int, list[str]] = defaultdict(list)
    named = Record.objects.filter(gone_on=None).values_list("partner", "dataset", "key")
    for partner, home, key in named.order_by("pk").iterator(chunk_size=5_000):
        records[partner].append(f"{home}/{key}")
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for partner, name in Alias.objects.values_list("partner", "name").iterator(chunk_size=5_000):
        aliases[partner].append(name)
    rows = (
        Partner.objects.active()
        .filter(simulated=False)
        .order_by("pk")
        .values_list(
            "pk",
            "datasets",
            "name_zh",
            "name_en",
            "name_en_is_transliteration",
            "place",
            "identifiers",
        )
    )
    for pk, datasets, name_zh, name_en, is_ours, place, identifiers in rows.iterator(
        chunk_size=5_000
    ):
        names = (name_zh, "" if is_ours else name_en)
        one = KnownPartner(pk, tuple(records[pk]))
        here = known.own if dataset in datasets else known.others
        here.add(_identities(names, place, identifiers), one)
        registered = next(_identities([name_zh], place, identifiers), None)
        for alias in aliases.get(pk, ()):
            # A former name has a legal form, too, and stands for itself.
            shorter = registered if _is_short_of(alias, name_zh) else None
            here.add(_identities([alias], place, identifiers), one, shorter)
    return known


def record_keys(dataset: str) -> frozenset[str]:
    """The keys of all records of the dataset, retired ones included."""
    return frozenset(Record.objects.filter(dataset=dataset).values_list("key", flat=True))


def _is_short_of(alias: str, name: str) -> bool:
    """Whether the Chinese name has its legal form and the alias is no full Chinese name."""
    full, parsed = parse(name), parse(alias)
    return full.chinese and bool(full.legal) and not (parsed.chinese and bool(parsed.legal))


def _identities(
    names: Collection[str], place: str | None, identifiers: Collection[str]
) -> Iterator[Identity]:
    given = dict(one.split(":", 1) for one in identifiers)
    for name in names:
        if name:
            yield Identity(name, place, given)
