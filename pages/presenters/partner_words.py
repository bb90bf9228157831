"""Words for the facts of partners, and values of facts in the visitor's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matcher import loaded
from pages.frame.language import in_language, joined, language
from pages.frame.words import unit_word
from partners.models import Partner, Profile
from partners.names.certificates import name_in_chinese
from partners.names.vocabulary import language_name, market_name
from partners.reference.atlas import ClusterRow, PlaceRow

# What a source's word is worth, from the most to the least.
KINDS: Mapping[str, tuple[Promise, str]] = {
    "verified": (_("verified"), "good"),
    "reported": (_("reported"), "mild"),
    "declared": (_("declared"), "plain"),
    "inferred": (_("concluded by us"), "plain"),
}
FORMS: Mapping[str, Promise] = {
    "company": _("Company"),
    "research_institute": _("Research institute"),
    "public_body": _("Public body"),
}
_SIZES: Mapping[str, Promise] = {
    "micro": _("micro"),
    "small": _("small"),
    "medium": _("medium-sized"),
    "large": _("large"),
}
FACTS: Mapping[str, Promise] = {
    "minimum_order": _("Minimum order"),
    "lead_time_days": _("Days from order to shipment"),
    "monthly_capacity": _("Capacity a month"),
    "export_years": _("Years of export"),
    "markets": _("Export markets"),
    "languages": _("Languages"),
    "employees": _("Employees"),
    "size_class": _("Size class"),
    "founded": _("Founded"),
    "overseas_share": _("Share of sales abroad"),
}
_NO_OTHERS = _("(and no others)")
# Fields on which records can differ, beside those of `FACTS`.
FIELDS: Mapping[str, Promise] = {
    "name_zh": _("Name in Chinese"),
    "name_en": _("Name in English"),
    "form": _("Kind of organisation"),
    "place": _("Place"),
    "address": _("Address"),
    "phone": _("Telephone"),
    "certificates_complete": _("Whether the list of certificates is complete"),
    **FACTS,
}
IDENTIFIERS: Mapping[str, Promise] = {
    "uscc": _("Unified social credit code"),
    "lei": _("Legal entity identifier"),
    "stock": _("Stock code"),
    "customs": _("Customs code"),
    "website": _("Website"),
}
QUESTIONS: Mapping[str, Promise] = {
    "minimum_order": _("Minimum order"),
    "capacity": _("Capacity a month"),
    "lead_time": _("Days from order to shipment"),
    "certificates": _("Certificates"),
    "validity": _("Validity of certificates"),
    "tests_for": _("Standards it tests for"),
    "languages": _("Languages"),
    "markets": _("Export markets"),
    "products": _("Products and HS codes"),
    "processes": _("Processes"),
    "materials": _("Materials"),
    "specialities": _("Services"),
    "client_sector": _("Sectors it works for"),
    "place": _("Place"),
    "evidence": _("What confirms it"),
}


def quantity(amount: Decimal | float, unit: str) -> str:
    """An amount with its unit."""
    exact = Decimal(str(amount))
    number = f"{exact:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{number} {unit_word(unit, exact)}"


def standard(name: str) -> str:
    """The name of a certificate."""
    return name_in_chinese(name) if language() == "zh" else name


def profile_value(profile: Profile, name: str) -> str | None:
    """A fact of the profile in words; None where it is unknown."""
    value = getattr(profile, name)
    if value is None or value in ("", []):
        return None
    if name in ("minimum_order", "monthly_capacity"):
        return quantity(value, getattr(profile, f"{name}_unit"))
    if name in _LISTS:
        listed = joined(_LISTS[name](code, language()) for code in value)
        complete = getattr(profile, f"{name}_complete")
        return f"{listed} {_NO_OTHERS}" if complete else listed
    if name == "size_class":
        return str(_SIZES[value])
    return f"{value} %" if name == "overseas_share" else str(value)


_LISTS: Mapping[str, Callable[[str, str], str]] = {
    "markets": market_name,
    "languages": language_name,
}


def answer_value(question: str, value: Any) -> str:
    """What a partner told a firm, in words."""
    if isinstance(value, Mapping):
        if "amount" in value:
            return quantity(value["amount"], value["unit"])
        if "held" in value:
            texts = [_held(one) for one in value["held"]]
        else:
            texts = [_LISTS[question](code, language()) for code in value["listed"]]
        listed = joined(texts) or "–"
        return f"{listed} {_NO_OTHERS}" if value["complete"] else listed
    if question == "place":
        return place_name(loaded.names().places.row_of(value), value)
    if question == "client_sector":
        rows = loaded.names().sectors.rows
        return joined(in_language(rows.get(code)) or code for code in value)
    return joined(map(str, value)) if isinstance(value, list) else str(value)


def place_name(row: PlaceRow | ClusterRow | None, code: str) -> str:
    """The name of a place; its code where the row is not known."""
    return in_language(row) or code


def together_in_words(value: Any) -> str:
    """A value on which records differ: those of an amount and its unit stand together."""
    if not isinstance(value, tuple):
        return str(value)
    parts = [part for part in value if part is not None and not isinstance(part, bool)]
    return " ".join(joined(part) if isinstance(part, tuple) else str(part) for part in parts)


def _held(one: Mapping[str, Any]) -> str:
    until = one.get("valid_until")
    name = standard(one["standard"])
    return _now("%(name)s until %(day)s") % {"name": name, "day": until} if until else name


def deniable_facts(row: Partner) -> list[tuple[str, str]]:
    """The facts of a partner that may be called wrong: their names in the domain, and what they
    are called here. Four queries.
    """
    makes, serves = _now("makes: %(sector)s"), _now("offers: %(sector)s")
    found = [
        (
            f"{one.verb}:{one.sector_id}",
            (makes if one.verb == "makes" else serves) % {"sector": in_language(one.sector)},
        )
        for one in row.offerings.select_related("sector")
    ]
    found += [
        (f"certificate:{one.standard}", standard(one.standard)) for one in row.certificates.all()
    ]
    found += [(f"alias:{one.name}", one.name) for one in row.aliases.all()]
    return [*found, *((f"identifier:{one}", one.partition(":")[2]) for one in row.identifiers)]
