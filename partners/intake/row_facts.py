"""What one row of a list says of one organisation, and what is wrong in the row. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from core.languages.messages import Message
from partners.errors import quoted
from partners.identity import Identity
from partners.registry.consolidation import narrows
from partners.registry.records import CertificateRecord, ProfileRecord

# Frictionless's names of row errors, and ours where it has none.
TYPE_ERROR, CONSTRAINT_ERROR, EXTRA_CELL = "type-error", "constraint-error", "extra-cell"
POSSIBLE_DUPLICATE = "possible-duplicate"
UNKNOWN_PLACE, UNKNOWN_SECTOR, UNKNOWN_PRODUCT = (
    "unknown-place",
    "unknown-sector",
    "unknown-product",
)


@dataclass(frozen=True, slots=True)
class RowRemark:
    """What is wrong in a row, or worth a look: the row, its column, the code, the value, the
    reason in plain English, and the nearest right value or nothing.
    """

    row: int
    column: str
    code: str
    value: str
    message: str
    suggestion: str = ""

    @property
    def told(self) -> str:
        """The value, what is wrong with it, and the nearest right one, each once."""
        said, value = str(self.message), quoted(self.value) if self.value else ""
        before = "" if said.startswith(value) else f"{value} "
        after = f" ({self.suggestion}?)" if self.suggestion not in said else ""
        return f"{before}{said}{after}"

    def to_store(self) -> dict[str, Any]:
        """The fields as JSON. A message with values also as its `template`, so that it can be told
        in the language of a reader; one without values is its own.
        """
        stored = {part.name: getattr(self, part.name) for part in fields(self)}
        if isinstance(self.message, Message) and self.message.values:
            stored["template"] = self.message.as_json()
        return stored


class RowRefused(Exception):
    """The row cannot be imported."""

    def __init__(self, remark: RowRemark) -> None:
        self.remark = remark
        super().__init__(remark.message)


@dataclass(frozen=True, slots=True)
class OfferingFact:
    """An offering that a row gives or lets infer.

    `confidence` and `quote` are those of its evidence; `by_us`: our inference, not the source's
    word.
    """

    verb: str
    sector: str
    products: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    main: bool = False
    confidence: str = "medium"
    quote: str = ""
    by_us: bool = False


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The facts of one row, with codes in place of names."""

    number: int
    key: str
    name_zh: str = ""
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    place: str | None = None
    address: str = ""
    phone: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    offerings: tuple[OfferingFact, ...] = ()
    profile: ProfileRecord = field(default_factory=ProfileRecord)
    certificates: tuple[CertificateRecord, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[RowRemark, ...] = ()

    def identities(self, *, with_place: bool = True) -> tuple[Identity, ...]:
        """An identity for each name, the Chinese one first.

        Without the place where a list gives one firm several: it then tells no two firms apart.
        """
        names = (self.name_zh, self.name_en)
        place = self.place if with_place else None
        return tuple(Identity(name, place, self.identifiers) for name in names if name)


def joined(first: RowFacts, other: RowFacts) -> RowFacts:
    """The facts of two rows of one organisation; where they disagree, the first row is kept."""
    aliases = (*first.aliases, *other.aliases)
    for name, held in ((other.name_zh, first.name_zh), (other.name_en, first.name_en)):
        if held and name and name != held:
            aliases = (*aliases, name)
    return replace(
        first,
        name_zh=first.name_zh or other.name_zh,
        name_en=first.name_en or other.name_en,
        aliases=tuple(dict.fromkeys(aliases)),
        place=first.place or other.place,
        address=first.address or other.address,
        phone=first.phone or other.phone,
        identifiers={**other.identifiers, **first.identifiers},
        offerings=join_offerings((*first.offerings, *other.offerings)),
        profile=_joined_profiles(first.profile, other.profile),
        certificates=_joined_certificates((*first.certificates, *other.certificates)),
        notes=tuple(dict.fromkeys((*first.notes, *other.notes))),
    )


def join_offerings(offerings: Iterable[OfferingFact]) -> tuple[OfferingFact, ...]:
    """One offering for each sector; an inference gives way to what a source says, unless it only
    tells the group of a division, or the service of a class, that a source names.
    """
    found: dict[tuple[str, str], OfferingFact] = {}
    for one in offerings:
        held = found.get((one.verb, one.sector))
        if held is None or (held.by_us and not one.by_us):
            found[one.verb, one.sector] = one
        elif not one.by_us:
            found[one.verb, one.sector] = replace(
                held,
                products=tuple(dict.fromkeys((*held.products, *one.products))),
                hs=tuple(dict.fromkeys((*held.hs, *one.hs))),
                processes=tuple(dict.fromkeys((*held.processes, *one.processes))),
                main=held.main or one.main,
            )
    said = {(one.verb, one.sector) for one in found.values() if not one.by_us}
    kept = [
        one
        for (verb, sector), one in found.items()
        if (verb, sector) in said or narrows(verb, sector, said)
    ]
    return tuple(kept or found.values())


def _joined_profiles(first: ProfileRecord, other: ProfileRecord) -> ProfileRecord:
    """The facts of the first, and of the other what the first does not say."""
    if other == ProfileRecord():
        return first
    added: dict[str, Any] = {}
    for part in fields(ProfileRecord):
        # A number and its unit mean something only together.
        number = part.name.removesuffix("_unit").removesuffix("_complete")
        if getattr(first, number, None) in (None, ""):
            added[part.name] = getattr(other, part.name)
    return replace(first, **added)


def _joined_certificates(
    certificates: tuple[CertificateRecord, ...],
) -> tuple[CertificateRecord, ...]:
    found: dict[str, CertificateRecord] = {}
    for one in certificates:
        found.setdefault(one.standard, one)
    return tuple(found.values())
