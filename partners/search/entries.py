"""The search entry of a partner, from the facts that its records say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from partners.identity.comparison import parse
from partners.identity.parsed_name import is_chinese
from partners.models import Partner
from partners.models.search_entry import SearchEntry
from partners.names.pinyin import syllables
from partners.registry.consolidation import INFERRED, independent_sources
from partners.registry.records import OfferingRecord, OrganisationFacts
from partners.search.filter_keys import filter_key, product_key
from partners.search.name_keys import key
from partners.search.name_parts import LATIN, SOUND, NameParts, one_spelling, parts_of, units
from partners.search.rank_bands import LONGEST, TIER, entry_keys

# Official identifiers: a partner that has one, or that several sources tell of, is well documented.
_OFFICIAL = ("uscc:", "lei:", "stock:", "customs:")
_WELL_KNOWN, _DOCUMENTED, _CONCLUDED, _BRANCH = range(4)
_GROUP = re.compile(r"([A-Z]+\d\d)\d")
_MAY_BE_BRANCH = re.compile(r"分|处|部|支行|branch|office", re.IGNORECASE)
_MOST_NAMES = 20


def make_entry(partner: Partner, facts: OrganisationFacts) -> SearchEntry:
    """The entry of a partner whose columns are filled."""
    latin = "" if partner.name_en_is_transliteration else facts.name_en
    given = [name for name in (facts.name_zh, latin, *facts.aliases) if name][:_MOST_NAMES]
    names = dict.fromkeys(part for name in given for part in _names(name) if part.body)
    facets = sorted(set(_facets(partner, facts)))
    filters = {*(key("facet", one) for one in facets), *_filter_keys(facts)}
    rank = _rank(facts, len(partner.datasets))
    return SearchEntry(
        partner=partner,
        rank=rank,
        simulated=partner.simulated,
        names="\n".join(name.line() for name in names) or f"{LATIN}||",
        facets=facets,
        keys=entry_keys(names, facts.identifiers, filters, rank),
    )


def _names(name: str) -> Iterator[NameParts]:
    parts = parts_of(name)
    yield parts
    if is_chinese(name):
        # Of the whole name, which was asked before: the dictionary is slow.
        sounds = tuple(map(one_spelling, syllables(parts.body + parts.legal)))
        place, rest = len(parts.place), len(units(parts.body))
        yield NameParts(SOUND, sounds[:place], sounds[place:rest])


def _facets(partner: Partner, facts: OrganisationFacts) -> Iterator[str]:
    if facts.place:
        yield f"place:{facts.place[:2]}0000"
    yield from (f"dataset:{key}" for key in partner.datasets)
    yield from (f"sector:{one.sector}" for one in facts.offerings)
    yield from (f"certificate:{one.standard}" for one in facts.certificates)
    yield from (f"evidence:{one.kind}" for one in facts.evidence)


def _filter_keys(facts: OrganisationFacts) -> Iterator[int]:
    if facts.place:
        yield filter_key("place", facts.place)
    for one in facts.offerings:
        for sector in _with_parents([one.sector]):
            yield filter_key(one.verb, sector)
        for sector in _with_parents([one.sector, *one.for_sectors]):
            yield filter_key("sector", sector)
        yield from map(product_key, _words(one))


def _words(offering: OfferingRecord) -> Iterable[str]:
    return (*offering.products, *offering.processes)


def _with_parents(sectors: Iterable[str]) -> Iterator[str]:
    for sector in sectors:
        yield sector
        if found := _GROUP.fullmatch(sector):
            yield found[1]


def _rank(facts: OrganisationFacts, datasets: int) -> int:
    """Well documented partners first, branches last; then short names."""
    latin = facts.name_en
    name = facts.name_zh or latin
    documented = any(part.kind != INFERRED for part in facts.evidence)
    if any(_MAY_BE_BRANCH.search(one) and parse(one).branch for one in (facts.name_zh, latin)):
        tier = _BRANCH
    elif any(one.startswith(_OFFICIAL) for one in facts.identifiers) or (
        datasets > 1 and independent_sources(facts.evidence) > 1
    ):
        tier = _WELL_KNOWN
    else:
        tier = _DOCUMENTED if documented else _CONCLUDED
    return tier * TIER + min(len(name), LONGEST)
