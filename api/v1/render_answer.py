"""Render answers: partners with their names, reasons in the requested language.

The functions build plain dicts, because serializers would double the cost of the hot path. A test
compares them with the schema in `serializers.answers`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from api.v1.render_beside import render_beside, render_verdict
from api.v1.scores import POINTS_PER_SCORE
from matcher.models import Entry, Revision, Shortlist
from matcher.sentences import LANGUAGES, sentence
from matcher.shortlists.compute_answer import ComputedAnswer
from partners.models import Partner, Place


class _Entry(Protocol):
    """The attributes that computed and stored entries share."""

    @property
    def rank(self) -> int: ...
    @property
    def points(self) -> int: ...
    @property
    def detail(self) -> Mapping[str, Any]: ...


def render_unanswered(shortlist: Shortlist, *, stale: bool = False) -> dict[str, Any]:
    """Render a shortlist whose newest brief version has no answer: it is pending, or refused with
    the errors in `errors`. No older answer is shown in its place.
    """
    return {
        **_head(shortlist, shortlist.brief.version),
        "revision": None,
        "status": shortlist.state.value,
        "errors": shortlist.refused or [],
        "stale": stale,
        "brief_version": shortlist.brief.version,
        "basis": None,
        "understood": None,
        "weights": None,
        "excluded": None,
        "changes": [],
        "verdict": None,
        "entries": [],
        "near_misses": [],
        "by_service": [],
        "team": [],
        "ask_all": [],
    }


def render_revision(
    shortlist: Shortlist, revision: Revision, *, stale: bool, language: str
) -> dict[str, Any]:
    """Render a revision. Three queries: its entries, their partners, and the aliases of these."""
    rows = list(revision.entries.all())
    return {
        **_head(shortlist, revision.brief_version),
        "revision": revision.number,
        "status": Shortlist.State.ANSWERED.value,
        "errors": [],
        "stale": stale,
        "brief_version": revision.brief_version,
        "basis": {
            "model": revision.model,
            "policy": revision.policy,
            "partners": revision.partners,
            "as_of": revision.as_of,
        },
        **_interpretation(revision),
        "changes": revision.changes,
        **_found([(row.partner_id, row) for row in rows], revision, language),
    }


def render_computed(title: str, found: ComputedAnswer, language: str) -> dict[str, Any]:
    """Render an answer that is not stored. Two queries: the partners and their aliases."""
    return {
        "id": None,
        "title": title,
        "brief": None,
        "archived_at": None,
        "revision": None,
        "status": Shortlist.State.ANSWERED.value,
        "errors": [],
        "stale": False,
        "brief_version": None,
        "basis": {
            "model": found.basis.model,
            "policy": found.basis.policy,
            "partners": found.basis.partners,
            "as_of": found.basis.as_of,
        },
        **_interpretation(found),
        "changes": [],
        **_found([(row.partner, row) for row in found.entries], found, language),
    }


def render_entries(rows: Sequence[Entry], language: str) -> list[dict[str, Any]]:
    """Render stored entries as `EntryOut`. One query: their partners."""
    shown, names = _partners({*(row.partner_id for row in rows), *_nearby_partners(rows)})
    return [_entry(row, shown, row.partner_id, language, names) for row in rows]


def _head(shortlist: Shortlist, version: int) -> dict[str, Any]:
    brief = shortlist.brief
    return {
        "id": str(shortlist.pk),
        "title": brief.title,
        # Only the newest version of a brief is kept.
        "brief": brief.asked if brief.version == version else None,
        "archived_at": shortlist.archived_at,
    }


def _interpretation(found: ComputedAnswer | Revision) -> dict[str, Any]:
    return {
        "understood": found.understood,
        "weights": found.weights,
        "excluded": found.excluded,
    }


def _found(
    rows: list[tuple[int, _Entry]], answer: ComputedAnswer | Revision, language: str
) -> dict[str, Any]:
    """Render the verdict, the entries, and what stands beside them."""
    beside = answer.beside
    # Collect the ids first, so that all partners are loaded by one query.
    nearby = _nearby_partners([row for _, row in rows])
    others = [one["partner"] for name in ("near_misses", "team") for one in beside.get(name, [])]
    listed = [one["partner"] for each in beside.get("by_service", []) for one in each["entries"]]
    shown, names = _partners({*(partner for partner, _ in rows), *nearby, *others, *listed})
    return {
        "verdict": render_verdict(answer.verdict),
        "entries": [_entry(row, shown, partner, language, names) for partner, row in rows],
        **render_beside(beside, shown, language),
    }


def _nearby_partners(rows: Iterable[_Entry]) -> list[int]:
    """Return the ids of the providers that the entries name for the needs of makers."""
    needs = [need for row in rows for need in _nearby_needs(row)]
    return [need["best"]["partner"] for need in needs if need["best"]]


def _partners(pks: Iterable[int]) -> tuple[dict[int, dict[str, Any]], dict[str, str]]:
    """Return the rendered partners by id, and their Chinese names by the English ones."""
    partners = (
        Partner.objects.select_related("place__province").prefetch_related("aliases").in_bulk(pks)
    )
    shown = {pk: render_partner_summary(partner) for pk, partner in partners.items()}
    return shown, chinese_names(partners.values())


def chinese_names(partners: Iterable[Partner]) -> dict[str, str]:
    """Return the Chinese names by English name. Reasons name partners in English; a Chinese
    sentence replaces these names.
    """
    return {one.name_en: one.name_zh for one in partners if one.name_en and one.name_zh}


def _nearby_needs(row: _Entry) -> list[dict[str, Any]]:
    """Return the strongest needs of a manufacturer; empty for early revisions, which lack them."""
    found: list[dict[str, Any]] = row.detail.get("around", [])
    return found


def _entry(
    row: _Entry,
    partners: Mapping[int, dict[str, Any]],
    partner: int,
    language: str,
    names: Mapping[str, str],
) -> dict[str, Any]:
    detail = row.detail
    return {
        "rank": row.rank,
        # The score is derived, never stored: points are the exact integers that sort the entries.
        "score": round(row.points / POINTS_PER_SCORE, 2),
        "points": row.points,
        "known": detail["known"],
        # Entries of before model ronghe-3 hold neither.
        "relation": detail.get("relation"),
        "tied_with": detail.get("tied_with", []),
        "tie_break": detail.get("tie_break"),
        "partner": partners[partner],
        "components": [
            {**one, "because": render_reasons(one["because"], language, names)}
            for one in detail["components"]
        ],
        "around": [
            {**need, "best": need["best"] and _best(need["best"], partners, language)}
            for need in _nearby_needs(row)
        ],
        "context": render_reasons(detail["context"], language),
        "missing": [
            {**one, "ask": _render_reason(one["ask"], language) if one["ask"] else None}
            for one in detail["missing"]
        ],
        "ask_next": [
            {
                **_render_reason(one, language),
                **{key: sentence(one, key) for key in LANGUAGES},
            }
            for one in detail["ask_next"]
        ],
    }


def _best(
    best: Mapping[str, Any], partners: Mapping[int, dict[str, Any]], language: str
) -> dict[str, Any]:
    """Render the best provider of a need as `BestProviderOut`; `best` has the form of
    `matching.as_json`.
    """
    return {
        **best,
        "partner": partners[best["partner"]],
        "score": round(best["points"] / POINTS_PER_SCORE, 2),
        "because": render_reasons(best["because"], language),
    }


def render_reasons(
    reasons: Iterable[Mapping[str, Any]], language: str, names: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Render reasons as `ReasonOut`; `names` as `chinese_names` returns them."""
    return [_render_reason(one, language, names) for one in reasons]


def _render_reason(
    reason: Mapping[str, Any], language: str, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    return {
        "code": reason["code"],
        "text": sentence(reason, language, names or {}),
        "args": reason["args"],
    }


def render_partner_summary(partner: Partner) -> dict[str, Any]:
    """Render a partner as `RankedPartner`."""
    return {
        "id": partner.pk,
        "name_en": partner.name_en,
        "name_zh": partner.name_zh,
        "aliases": [alias.name for alias in partner.aliases.all()],
        "form": partner.form,
        "place": _place(partner.place) if partner.place else None,
        "datasets": partner.datasets,
        "simulated": partner.simulated,
        "retired": partner.retired_at is not None,
        "merged_into": partner.merged_into_id,
    }


def _place(place: Place) -> dict[str, Any]:
    province = place.province
    return {**_named(place), "province": _named(province) if province else None}


def _named(place: Place) -> dict[str, str]:
    return {"code": place.code, "en": place.name_en, "zh": place.name_zh}
