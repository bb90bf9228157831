"""Candidates among the partners for the organisations of a list: the search finds them, and the
comparison of identities judges them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from partners.identity.comparison import compare
from partners.identity.identifiers import compare_identifiers, identifier_text, same_website
from partners.identity.model import Identity, Verdict
from partners.identity.parsed_name import is_chinese
from partners.identity.place_prefixes import place_relation
from partners.models import Alias, Offering, Partner
from partners.models.partner import PartnerQuerySet
from partners.search.entry_queries import Narrowing
from partners.search.finding import find_partners

# Of the finds of a name so many are compared: those that fit best.
_MOST_COMPARED = 40
_REAL = Narrowing(simulated=False)
_EXCHANGES = ("SH", "SZ", "BJ", "HK")
_BARE_STOCK = re.compile(r"\d{4,6}", re.ASCII)
_NOTHING: Mapping[str, str] = MappingProxyType({})
# The surer outcome of two names of one partner counts.
_OUTCOMES = ("different", "unsure", "branch", "same")


@dataclass(frozen=True)
class ListedOrganisation:
    """What a list says of an organisation, and which partners may be it.

    `names`: further ones are other names of the same. `place`: a GB/T 2260 code. `identifiers`:
    kind -> value; a stock code may lack its exchange. `partner_ids`: the ids of partners that the
    list gives. `verbs`: the partner makes or serves, at least one of these or `every` one.
    `required`: features that must be true. `limit`: candidates at most.
    """

    names: tuple[str, ...] = ()
    place: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    partner_ids: tuple[int, ...] = ()
    verbs: frozenset[str] = frozenset()
    every: bool = False
    required: frozenset[str] = frozenset()
    limit: int = 10


@dataclass(frozen=True)
class Candidate:
    """A partner that may be the organisation.

    `score`: 0 to 100. `match`: it is the same organisation, and no other partner is. `verbs`:
    makes, serves. `features`: `name` (the likeness of the names alone, 0 to 100), `place`,
    `identifier` and `id` (whether they agree); one that is unknown on either side is left out.
    """

    partner: Partner
    name: str
    verbs: frozenset[str]
    score: float
    outcome: str
    match: bool
    features: Mapping[str, float | bool]


def find_candidates(listed: Sequence[ListedOrganisation]) -> list[list[Candidate]]:
    """The candidates of each organisation, best first; none that is known to be another one."""
    listed = _with_active_ids(listed)
    by_identifier = _partners_by_identifier(listed)
    found = [list(dict.fromkeys(_find(one, by_identifier))) for one in listed]
    known = _load({pk for ids in found for pk in ids})
    return [
        _judge(one, [known[pk] for pk in ids if pk in known])
        for one, ids in zip(listed, found, strict=True)
    ]


def _find(listed: ListedOrganisation, by_identifier: Mapping[str, list[int]]) -> Iterator[int]:
    """The ids of the partners to compare, the surest first."""
    yield from listed.partner_ids
    for text in _identifier_keys(listed.identifiers):
        yield from by_identifier.get(text, ())
    rows = _of_verbs(listed)
    for name in listed.names:
        yield from (pk for _, _, pk in find_partners(rows, name, _REAL).keys[:_MOST_COMPARED])


def _of_verbs(listed: ListedOrganisation) -> PartnerQuerySet:
    """The partners of the wanted kinds: active, and none of a simulated dataset."""
    rows = Partner.objects.active().filter(simulated=False)
    if not listed.verbs:
        return rows
    if not listed.every:
        return rows.filter(pk__in=_offering(listed.verbs))
    for verb in sorted(listed.verbs):
        rows = rows.filter(pk__in=_offering([verb]))
    return rows


def _offering(verbs: Iterable[str]) -> QuerySet[Offering, Any]:
    return Offering.objects.filter(verb__in=list(verbs)).values("partner")


def _partners_by_identifier(listed: Sequence[ListedOrganisation]) -> dict[str, list[int]]:
    wanted = sorted({text for one in listed for text in _identifier_keys(one.identifiers)})
    found: dict[str, list[int]] = defaultdict(list)
    if wanted:
        rows = Partner.objects.active().filter(simulated=False, identifiers__overlap=wanted)
        for pk, identifiers in rows.order_by("pk").values_list("pk", "identifiers"):
            for text in identifiers:
                found[text].append(pk)
    return found


def _with_active_ids(listed: Sequence[ListedOrganisation]) -> Sequence[ListedOrganisation]:
    """The same with the id of a merged partner replaced by that of the one that has its records."""
    wanted = {pk for one in listed for pk in one.partner_ids}
    if not wanted:
        return listed
    rows = Partner.objects.filter(pk__in=wanted).values_list("pk", "merged_into")
    merged = {pk: into or pk for pk, into in rows}
    return [
        replace(one, partner_ids=tuple(merged.get(pk, pk) for pk in one.partner_ids))
        for one in listed
    ]


def _identifier_keys(identifiers: Mapping[str, str]) -> Iterator[str]:
    """`kind:value` as partners have them; a bare stock code at each exchange."""
    for kind, value in identifiers.items():
        text = identifier_text(kind, value)
        if kind == "stock" and _BARE_STOCK.fullmatch(text):
            yield from (f"stock:{text}.{exchange}" for exchange in _EXCHANGES)
        elif text:
            yield f"{kind}:{text}"


@dataclass(frozen=True)
class _Known:
    partner: Partner
    names: tuple[str, ...]
    verbs: frozenset[str]


def _load(ids: set[int]) -> dict[int, _Known]:
    """The partners with their names and what they do, in three queries."""
    if not ids:
        return {}
    aliases, verbs = defaultdict(list), defaultdict(set)
    for pk, name in Alias.objects.filter(partner__in=ids).values_list("partner", "name"):
        aliases[pk].append(name)
    for pk, verb in Offering.objects.filter(partner__in=ids).values_list("partner", "verb"):
        verbs[pk].add(verb)
    rows = Partner.objects.active().filter(pk__in=ids, simulated=False)
    return {
        row.pk: _Known(row, _names(row, aliases[row.pk]), frozenset(verbs[row.pk]))
        for row in rows.select_related("place__province")
    }


def _names(row: Partner, aliases: Sequence[str]) -> tuple[str, ...]:
    """The names to compare with. Our own transliteration says nothing that the Chinese does not."""
    latin = "" if row.name_en_is_transliteration and row.name_zh else row.name_en
    return tuple(name for name in (row.name_zh, latin, *sorted(aliases)) if name)


def _judge(listed: ListedOrganisation, known: Sequence[_Known]) -> list[Candidate]:
    """The candidates by score; those of one score by the outcome, then by id."""
    found = [
        one
        for one in (_compare(listed, partner) for partner in known if _fits(listed, partner))
        if one.outcome != "different" and all(one.features.get(key) for key in listed.required)
    ]
    same = [one for one in found if one.outcome == "same"]
    sure = same[0].partner.pk if len(same) == 1 else None
    found.sort(key=lambda one: (-one.score, -_OUTCOMES.index(one.outcome), one.partner.pk))
    return [replace(one, match=one.partner.pk == sure) for one in found[: listed.limit]]


def _fits(listed: ListedOrganisation, known: _Known) -> bool:
    if listed.every:
        return listed.verbs <= known.verbs
    return not listed.verbs or bool(listed.verbs & known.verbs)


def _compare(listed: ListedOrganisation, known: _Known) -> Candidate:
    """The partner judged by the best of all pairs of names."""
    place, identifiers = known.partner.place_id, _shown_identifiers(listed, known.partner)
    given = _with_exchange(listed.identifiers, identifiers)
    pairs = [(mine, other) for mine in listed.names or ("",) for other in known.names]
    verdict = _best(
        compare(Identity(mine, listed.place, given), Identity(other, place, identifiers))
        for mine, other in pairs
    )
    if not listed.names and verdict.outcome == "different" and same_website(given, identifiers):
        verdict = Verdict("unsure", 0.5, ("website: equal",))
    features = _features(listed, pairs, place, (given, identifiers))
    if listed.partner_ids:
        features["id"] = known.partner.pk in listed.partner_ids
        if features["id"]:
            verdict = Verdict("same", 1.0, ("id: equal",))
    chinese = bool(listed.names) and is_chinese(listed.names[0])
    name = (chinese and known.partner.name_zh) or known.partner.name_en or known.partner.name_zh
    score = _percent(verdict.score)
    return Candidate(
        known.partner, name, known.verbs, score, verdict.outcome, match=False, features=features
    )


def _features(
    listed: ListedOrganisation,
    pairs: Sequence[tuple[str, str]],
    place: str | None,
    identifiers: tuple[Mapping[str, str], Mapping[str, str]],
) -> dict[str, float | bool]:
    """What of the organisation and of the partner agrees, each by itself."""
    features: dict[str, float | bool] = {}
    if listed.names:
        alone = _best(compare(Identity(mine), Identity(other)) for mine, other in pairs)
        features["name"] = _percent(alone.score)
    if listed.place and place:
        features["place"] = place_relation((listed.place,), (place,)) != "apart"
    given, theirs = identifiers
    if any(kind in theirs for kind in given):
        equal, _ = compare_identifiers(given, theirs)
        features["identifier"] = bool(equal) or same_website(given, theirs)
    return features


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=lambda one: (_OUTCOMES.index(one.outcome), one.score))


def _percent(score: float) -> float:
    return round(100 * score, 1)


def _shown_identifiers(listed: ListedOrganisation, partner: Partner) -> dict[str, str]:
    """The partner's identifiers, one of each kind: of several the one that the list gives."""
    wanted, found = set(_identifier_keys(listed.identifiers)), dict[str, str]()
    for text in partner.identifiers:
        kind, _, value = text.partition(":")
        if kind not in found or text in wanted:
            found[kind] = value
    return found


def _with_exchange(given: Mapping[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """The given identifiers; a bare stock code gets the exchange of an equal one of the partner."""
    found = {kind: identifier_text(kind, value) for kind, value in given.items()}
    stock, other = found.get("stock", ""), theirs.get("stock", "")
    if stock and other.partition(".")[0] == stock:
        found["stock"] = other
    return found
