"""Answers of the REST edge, cut down to what an agent reads: compact JSON without nulls."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

FIRST = 10  # entries, partners or priorities of one call
Json = Mapping[str, Any]


def lean_reading(reading: Json) -> dict[str, Any]:
    """Cut a reading of a sentence: the brief, what was assumed, and the words that it lacks."""
    notes = [
        {"words": one["words"], "note": one["note"]}
        for values in reading["understood"].values()
        for one in values
        if one["note"]
    ]
    unused = [_known(one, "words", "text", "detail") for one in reading["not_understood"]]
    return _without_empty({"brief": reading["brief"], "notes": notes, "not_understood": unused})


def lean_shortlist(answer: Json, language: str, after: int = 0) -> dict[str, Any]:
    """Cut an answer to `FIRST` entries after a rank, each with its reasons by component."""
    entries = [one for one in answer["entries"] if one["rank"] > after]
    shown = entries[:FIRST]
    head = _known(answer, "id", "title", "revision", "status", "stale", "errors")
    found: dict[str, Any] = {**head, "entries": [_entry(one, language) for one in shown]}
    if answer["verdict"]:
        found["verdict"] = answer["verdict"]["text"][language]
    if not entries and answer["near_misses"]:
        found["near_misses"] = [_near_miss(one, language) for one in answer["near_misses"]]
    if not answer["entries"] and answer["excluded"]:
        found["excluded"] = _without_empty(answer["excluded"])
    if answer["status"] == "pending":
        found["next"] = "Call shortlist with this id in a few seconds."
    elif len(entries) > FIRST:
        found["next"] = f"{len(entries) - FIRST} more: call again with after={shown[-1]['rank']}."
    return found


def lean_shortlists(page: Json) -> dict[str, Any]:
    """Cut a page of the shortlists of a firm."""
    rows = [
        _known(one, "id", "title", "status", "stale", "revision", "created_at")
        for one in page["results"]
    ]
    return {"shortlists": rows, **_cursor(page)}


def lean_decision(decision: Json) -> dict[str, Any]:
    """Cut a decision to what was recorded, by whom and when."""
    return _known(decision, "partner", "decision", "reason", "note", "by", "made_at")


def lean_partners(page: Json) -> dict[str, Any]:
    """Cut a page of partners to what tells them apart."""
    return {"partners": [_listed(one) for one in page["results"]], **_cursor(page)}


def lean_partner(partner: Json) -> dict[str, Any]:
    """Cut a partner: its facts, and who said each of them."""
    profile = _without_empty(partner["profile"] or {})
    evidence = [
        _known(one, "fact", "kind", "speaker", "source", "checked_on")
        for one in partner["evidence"]
    ]
    return _without_empty(
        {
            **_listed(partner),
            **_known(partner, "aliases", "identifiers", "note", "retired", "merged_into"),
            "offerings": [_offering(one) for one in partner["offerings"]],
            "profile": profile,
            "certificates": [_without_empty(one) for one in partner["certificates"]],
            "disagreements": [one["field"] for one in partner["disagreements"]],
            "evidence": evidence[:FIRST],
            "more_evidence": max(len(evidence) - FIRST, 0) or None,
        }
    )


def lean_list(found: Json, language: str, start: int) -> dict[str, Any]:
    """Cut the list of a province to `FIRST` priorities from the place `start` (0 for the first)."""
    rows = found["priorities"]
    shown = rows[start : start + FIRST]
    edition = found["edition"]
    return _without_empty(
        {
            "province": found["province"]["code"],
            "held": found["held"],
            "coverage": edition["coverage"] if edition else None,
            "priorities": [_priority(one, language) for one in shown],
            "cursor": str(start + FIRST) if len(rows) > start + FIRST else None,
            "more": max(len(rows) - start - FIRST, 0) or None,
        }
    )


def lean_sector_priorities(page: Json, language: str) -> dict[str, Any]:
    """Cut a page of the priorities of a sector, the strongest first."""
    rows = [
        {
            "province": one["province"]["en"],
            "strength": one["strength"],
            "relation": one["relation"],
            **_priority(one, language),
        }
        for one in page["results"]
    ]
    sector = _name(page["sector"])
    return {"sector": sector, "totals": page["totals"], "priorities": rows, **_cursor(page)}


def lean_meaning(found: Json) -> dict[str, Any]:
    """Cut the meaning of a word."""
    terms = [one["term"] for one in found["completions"]]
    rows = [_known(one, "code", "en", "zh", "confidence", "partners") for one in found["results"]]
    return _without_empty({"outcome": found["outcome"], "sectors": rows, "terms": terms})


def _entry(entry: Json, language: str) -> dict[str, Any]:
    reasons = {
        one["name"]: [said["text"] for said in one["because"]]
        for one in entry["components"]
        if one["because"]
    }
    sources = _unique(
        link
        for one in entry["components"]
        for said in one["because"]
        for link in said.get("sources", ())
    )
    relation = None if entry["relation"] == "exact" else entry["relation"]
    return _without_empty(
        {
            "rank": entry["rank"],
            **_partner_name(entry["partner"]),
            "score": entry["score"],
            "known": entry["known"],
            "relation": relation,
            "because": reasons,
            "sources": sources,
            "ask": [one[language] for one in entry["ask_next"]],
        }
    )


def _near_miss(miss: Json, language: str) -> dict[str, Any]:
    return _without_empty(
        {
            **_partner_name(miss["partner"]),
            "score": miss["score"],
            "failed": miss["failed"],
            "unknown": miss["unknown"],
            "ask": [one[language] for one in miss["ask"]],
        }
    )


def _partner_name(partner: Json) -> dict[str, Any]:
    place = partner["place"]
    screening = partner["screening"]
    return _without_empty(
        {
            "id": partner["id"],
            "name": partner["name_en"],
            "name_zh": partner["name_zh"],
            "place": place and place["en"],
            "simulated": partner["simulated"],
            "screening": screening and screening["outcome"],
        }
    )


def _listed(partner: Json) -> dict[str, Any]:
    verbs: dict[str, list[str]] = {}
    for one in partner["offerings"]:
        verbs.setdefault(one["verb"], []).append(one["sector"]["code"])
    return {**_partner_name(partner), **verbs, "datasets": partner["datasets"]}


def _offering(offering: Json) -> dict[str, Any]:
    return _without_empty(
        {
            "verb": offering["verb"],
            "sector": _name(offering["sector"]),
            "for": [one["code"] for one in offering["for_sectors"]],
            **_known(offering, "products", "hs", "processes", "main"),
        }
    )


def _priority(priority: Json, language: str) -> dict[str, Any]:
    title = priority["title_zh"] if language == "zh" else priority["title_en"]
    return _without_empty(
        {
            "title": title or priority["title_en"],
            **_known(priority, "speaker", "signal", "stage", "emphasis", "scores"),
            "targets": [one["code"] for one in priority["targets"]],
            "places": [one["en"] for one in priority["places"]],
            "document": priority["document"]["title"],
            "paragraph": priority["paragraph"],
            "links": priority["links"],
        }
    )


def _name(named: Json) -> str:
    return f"{named['en']} ({named['code']})"


def _known(row: Json, *names: str) -> dict[str, Any]:
    return _without_empty({name: row.get(name) for name in names})


def _without_empty(row: Json) -> dict[str, Any]:
    """The row without null, false, and empty texts, lists and objects. A zero says something."""
    return {
        name: value
        for name, value in row.items()
        if value is not None and value is not False and value not in ("", [], {})
    }


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _cursor(page: Json) -> dict[str, Any]:
    """The cursor of the next page, where there is one."""
    if page["next"] is None:
        return {}
    cursors: Sequence[str] = parse_qs(urlsplit(page["next"]).query)["cursor"]
    return {"cursor": cursors[0]}
