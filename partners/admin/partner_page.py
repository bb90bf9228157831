"""What the page of a partner shows: its facts with who states them, and its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.admin.curator_requests import may_curate
from partners.admin.fact_words import CONFIDENCES, KINDS, FactWords, fact_words
from partners.models import Dataset, Partner, Record
from partners.registry.consolidation import CURATED, Disagreement, consolidate, disagreements
from partners.registry.fact_lines import JOINED, FactLine, fact_lines
from partners.registry.facts_as_json import record_from_json
from partners.registry.load_records import load_records
from partners.registry.records import OrganisationFacts, PartnerRecord


@dataclass(frozen=True)
class ShownFact:
    """A fact in words, with the records (dataset/key) that state it so."""

    label: str
    value: str
    records: str
    ours: bool = False


@dataclass(frozen=True)
class ShownDisagreement:
    """A fact on which records disagree: what is taken, and what others say; each with records."""

    label: str
    taken: tuple[str, str]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownRecord:
    """A record with its facts in words; `last`: the partner has no other."""

    row: Record
    facts: tuple[tuple[str, str], ...]
    last: bool

    @property
    def curated(self) -> bool:
        return self.row.dataset_id == CURATED


def partner_context(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    """The context of the partner's page."""
    rows = list(partner.records.select_related("dataset"))
    records = load_records([partner.pk]).get(partner.pk, [])
    of_rows = {row.pk: record_from_json(row.dataset_id, row.key, row.facts) for row in rows}
    # A partner that was merged has no records.
    facts = consolidate(records) if records else OrganisationFacts()
    disagreeing = disagreements(records) if records else []
    words = _words([facts, *of_rows.values()])
    active = partner.retired_at is None
    return {
        "partner": partner,
        "notices": Dataset.objects.filter(key__in=partner.datasets).order_by("key"),
        "facts": _facts(partner, facts, records, words),
        "evidence": [
            (
                words.label(FactLine("evidence", one.fact)),
                one,
                KINDS[one.kind],
                CONFIDENCES[one.confidence],
            )
            for one in facts.evidence
        ],
        "disagreements": [_disagreement(one, words) for one in disagreeing],
        "records": [
            ShownRecord(row, _record_facts(of_rows[row.pk], words), len(rows) == 1) for row in rows
        ],
        "merged": Partner.objects.filter(merged_into=partner),
        "curating": may_curate(request),
        "active": active,
    }


def _words(all_facts: list[Any]) -> FactWords:
    lines = [pair for facts in all_facts for pair in fact_lines(facts).items()]
    return fact_words(lines)


def _facts(
    partner: Partner,
    facts: OrganisationFacts,
    records: list[PartnerRecord],
    words: FactWords,
) -> list[ShownFact]:
    # The key of what curators entered says nothing to a reader.
    of_records = {
        str(_("curators")) if one.dataset == CURATED else str(one): fact_lines(one)
        for one in records
    }
    lines = {line: text for line, text in fact_lines(facts).items() if line.kind != "evidence"}
    shown = [
        ShownFact(
            words.label(line),
            words.value(line, text),
            ", ".join(
                name for name, said in of_records.items() if _states(said.get(line, ""), line, text)
            ),
        )
        for line, text in lines.items()
    ]
    if partner.name_en_is_transliteration:
        ours = ShownFact(words.label(FactLine("name_en")), partner.name_en, "", ours=True)
        shown.insert(1, ours)
    return shown


def _states(said: str, line: FactLine, text: str) -> bool:
    """Whether a record that says so states the fact; an offering is joined from several records."""
    return bool(said) if line.kind in JOINED else said == text


def _record_facts(record: PartnerRecord, words: FactWords) -> tuple[tuple[str, str], ...]:
    return tuple(
        (words.label(line), words.value(line, text)) for line, text in fact_lines(record).items()
    )


def _disagreement(one: Disagreement, words: FactWords) -> ShownDisagreement:
    line = FactLine(one.field)

    def said(statement: Any) -> tuple[str, str]:
        value = statement.value
        parts = value if isinstance(value, tuple) else (value,)
        text = " ".join(_text(part) for part in parts if part not in (None, "", False))
        return words.value(line, text), ", ".join(statement.records)

    return ShownDisagreement(
        words.label(line), said(one.taken), tuple(said(other) for other in one.others)
    )


def _text(part: Any) -> str:
    if part is True:
        return "✓"
    if isinstance(part, tuple):
        return ", ".join(part)
    return f"{part.normalize():f}" if hasattr(part, "normalize") else str(part)
