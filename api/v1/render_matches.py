"""Render matches: partners and sectors named, reasons as sentences in the reader's language."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from api.v1.render_reasons import render_reasons
from api.v1.render_shown_partners import load_shown_partners
from matcher.matches.components import WEIGHTS
from matcher.matches.explain_match import Match
from matcher.matches.partner_matches import MatchesOfPartner
from matcher.matches.province_matches import PairMatches
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.scoring.entry import ComponentScore
from matcher.shortlists.edition_impact import Impact
from partners.models import Sector
from priorities.editions.rows import PriorityRow

_PRIORITY_SHOWN = ("key", "title_en", "title_zh", "signal", "stage", "document", "source")


def partner_matches(found: MatchesOfPartner, service: str | None, language: str) -> dict[str, Any]:
    """As `MatchesOut`. Two queries: partners and sectors."""
    both = {"providers": found.providers, "makers": found.makers}
    nearby = [need.best for need in found.needs if need.best]
    matches = [*(one for listed in both.values() for one in listed), *nearby]
    partners, names = load_shown_partners(
        {found.partner, *(pk for one in matches for pk in (one.maker, one.provider))}
    )
    wanted = {code for one in matches for code in one.need} | ({service} if service else set())
    wanted |= {code for need in found.needs for code in (need.sector, need.service)}
    sectors = _sectors(wanted)
    return {
        "partner": partners[found.partner],
        "service": sectors[service] if service else None,
        "basis": asdict(found.basis),
        **{
            side: [
                _match(
                    rank,
                    one,
                    partners[one.provider if side == "providers" else one.maker],
                    sectors,
                    language,
                    names,
                )
                for rank, one in enumerate(listed, 1)
            ]
            for side, listed in both.items()
        },
        "around": [
            {
                "need": {"sector": sectors[need.sector], "service": sectors[need.service]},
                "value": need.value,
                "best": _match(1, need.best, partners[need.best.provider], sectors, language, names)
                if need.best
                else None,
            }
            for need in found.needs
        ],
    }


def pair_matches(found: PairMatches) -> dict[str, Any]:
    """As `PairMatchesOut`. Two queries: partners and sectors."""
    partners, _ = load_shown_partners(
        {pk for one in found.matches for pk in (one.maker, one.provider)}
    )
    sectors = _sectors({code for one in found.matches for code in one.need})
    return {
        "generation": found.generation,
        "stale": found.stale,
        "basis": asdict(found.basis),
        "results": [
            {
                "rank": rank,
                "score": round(one.points / POINTS_PER_SCORE, 2),
                "points": one.points,
                "maker": partners[one.maker],
                "provider": partners[one.provider],
                "need": _need(one.need, sectors),
                "priority": _priority(one.priority),
                "components": [
                    {"name": name, "weight": WEIGHTS[name], "value": value}
                    | {"points": WEIGHTS[name] * value}
                    for name, value in one.values.items()
                ],
            }
            for rank, one in enumerate(found.matches, 1)
        ],
    }


def impact(found: Impact) -> dict[str, Any]:
    """As `ImpactOut`. Two queries: partners and sectors."""
    partners, _ = load_shown_partners(
        {pk for one in found.moves for pk in (one.maker, one.provider)}
    )
    sectors = _sectors({code for one in found.moves for code in (*one.need, one.service)})
    return {
        "against": found.against.pk if found.against else None,
        "basis": asdict(found.basis),
        "shortlists": found.shortlists,
        "makers": found.makers,
        "moves": [
            {
                "maker": partners[one.maker],
                "provider": partners[one.provider],
                "service": sectors[one.service],
                "need": _need(one.need, sectors),
                **{
                    name: {"points": side.points, "priority": _priority(side.priority)}
                    for name, side in (("before", one.before), ("after", one.after))
                },
            }
            for one in found.moves
        ],
    }


def _sectors(codes: Collection[str]) -> dict[str, dict[str, str]]:
    rows = Sector.objects.filter(code__in=codes)
    return {row.code: {"code": row.code, "en": row.name_en, "zh": row.name_zh} for row in rows}


def _need(need: tuple[str, str], sectors: Mapping[str, dict[str, str]]) -> dict[str, Any]:
    sector, service = need
    return {"sector": sectors[sector], "service": sectors[service]}


def _priority(row: PriorityRow | None) -> dict[str, str] | None:
    return {name: getattr(row, name) for name in _PRIORITY_SHOWN} if row else None


def _match(
    rank: int,
    match: Match,
    other: Mapping[str, Any],
    sectors: Mapping[str, dict[str, str]],
    language: str,
    names: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(match.points / POINTS_PER_SCORE, 2),
        "points": match.points,
        "known": match.known,
        "partner": other,
        "need": _need(match.need, sectors),
        "components": [_component(one, language, names) for one in match.components],
    }


def _component(one: ComponentScore, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    reasons = [{"code": reason.code, "args": dict(reason.args)} for reason in one.because]
    return {
        "name": one.name,
        "weight": one.weight,
        "value": one.value,
        "points": one.points,
        "because": render_reasons(reasons, language, names),
    }
