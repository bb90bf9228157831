"""Put a partner's matches into words: counterparts named, reasons told."""

from collections.abc import Mapping
from typing import Any

from api.v1.render_answer import POINTS_A_SCORE, names_of, partner_in_short, told
from matcher.matches.explain_match import Match
from matcher.matches.partner_matches import Matches
from matcher.scoring.ranking import Scored
from partners.models import Partner, Sector


def written(found: Matches, service: str | None, language: str) -> dict[str, Any]:
    """As `MatchesOut`. Two queries: partners and sectors."""
    both = {"providers": found.providers, "makers": found.makers}
    nearby = [need.best for need in found.needs if need.best]
    matches = [*(one for listed in both.values() for one in listed), *nearby]
    partners = Partner.objects.select_related("place__province", "dataset").in_bulk(
        {found.partner, *(pk for one in matches for pk in (one.maker, one.provider))}
    )
    wanted = {code for one in matches for code in one.need} | ({service} if service else set())
    wanted |= {code for need in found.needs for code in (need.sector, need.service)}
    names = names_of(partners.values())
    sectors = {row.code: _named(row) for row in Sector.objects.filter(code__in=wanted)}
    return {
        "partner": partner_in_short(partners[found.partner]),
        "service": sectors[service] if service else None,
        "basis": {
            "model": found.basis.model,
            "policy": found.basis.policy,
            "partners": found.basis.partners,
            "as_of": found.basis.as_of,
        },
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


def _match(
    rank: int,
    match: Match,
    other: Partner,
    sectors: Mapping[str, dict[str, str]],
    language: str,
    names: Mapping[str, str],
) -> dict[str, Any]:
    sector, service = match.need
    return {
        "rank": rank,
        "score": round(match.points / POINTS_A_SCORE, 2),
        "points": match.points,
        "known": match.known,
        "partner": partner_in_short(other),
        "need": {"sector": sectors[sector], "service": sectors[service]},
        "components": [_component(one, language, names) for one in match.components],
    }


def _component(one: Scored, language: str, names: Mapping[str, str]) -> dict[str, Any]:
    reasons = [{"code": reason.code, "args": dict(reason.args)} for reason in one.because]
    return {
        "name": one.name,
        "weight": one.weight,
        "value": one.value,
        "points": one.points,
        "because": told(reasons, language, names),
    }


def _named(row: Sector) -> dict[str, str]:
    return {"code": row.code, "en": row.name_en, "zh": row.name_zh}
