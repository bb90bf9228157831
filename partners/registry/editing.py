"""What curators enter: a record of the dataset `curated`, which other records give way to."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from django.contrib.auth.models import User

from core.languages.messages import Message
from partners.errors import PartnerKnown, RecordFault
from partners.models import Dataset, Partner, Record
from partners.registry.consolidation import CURATED
from partners.registry.curation import curating, lock_for_change, require_active
from partners.registry.facts_as_json import record_from_json
from partners.registry.records import (
    DatasetRecord,
    EvidenceRecord,
    OrganisationFacts,
    PartnerRecord,
)
from partners.registry.registration import register_records, save_dataset

DATASET = DatasetRecord(
    key=CURATED,
    name="Curators",
    simulated=False,
    notice="Entered by curators; each fact names its source.",
    name_zh="编审人员",
    notice_zh="由编审人员录入；每项事实均注明来源。",
)


@dataclass(frozen=True)
class Grounds:
    """What a curator's entry rests on: who says it, where, of what kind (declared, reported or
    verified) and how sure it is (high, medium or low).
    """

    speaker: str
    source: str
    kind: str = "reported"
    confidence: str = "medium"
    quote: str = ""

    def evidence(self, fact: str) -> EvidenceRecord:
        return EvidenceRecord(
            fact, self.kind, self.speaker, self.source, self.confidence, self.quote
        )


def add_partner(*, facts: OrganisationFacts, grounds: Grounds, by: User, reason: str) -> Partner:
    """Create a partner with a record of its own in `curated`. Raises `NotACurator`,
    `ReasonRefused`, `RecordFault`, and `PartnerKnown` where an active partner has one of the
    identifiers; then nothing is written.
    """
    with curating(by, reason, "editing.add_partner"):
        if not (facts.name_en.strip() or facts.name_zh.strip()):
            raise RecordFault(CURATED, "name_en", "", "and name_zh are empty: a partner has a name")
        _ensure_dataset()
        _refuse_known(facts.identifiers)
        key = uuid.uuid4().hex
        register_records(records=[_with_evidence(_record(key, facts), grounds)])
        return Partner.objects.get(records__dataset=CURATED, records__key=key)


def change_partner(
    *,
    partner: int,
    change: Callable[[OrganisationFacts], OrganisationFacts],
    grounds: Grounds,
    by: User,
    reason: str,
) -> Partner:
    """Replace what curators say of the partner by what `change` makes of it; everything that other
    records say stays, unless the new facts deny it. Of two changes at once the second gets what the
    first has left.

    Raises `NotACurator`, `ReasonRefused`, `UnknownPartner`, `AlreadyRetired`, `RecordFault` and
    what `change` raises; then nothing is written.
    """
    with curating(by, reason, "editing.change_partner"):
        _ensure_dataset()
        row = lock_for_change(partner)[partner]
        require_active(row)
        held = curated_facts(partner)
        record = _record(
            held.key if held else uuid.uuid4().hex, change(held or OrganisationFacts())
        )
        if not (record.name_en.strip() or record.name_zh.strip()):
            _refuse_nameless(row, record)
        register_records(
            records=[_with_evidence(record, grounds, held)], attach={(CURATED, record.key): partner}
        )
        row.refresh_from_db()
        return row


def _ensure_dataset() -> None:
    if not Dataset.objects.filter(pk=CURATED).exists():
        save_dataset(dataset=DATASET)


def _refuse_known(identifiers: tuple[str, ...]) -> None:
    """Raise `PartnerKnown` where an active partner has one of the identifiers. A website is none:
    firms of a group share it.
    """
    deciding = [one for one in identifiers if not one.startswith("website:")]
    known = Partner.objects.active().filter(identifiers__overlap=deciding).first()
    if deciding and known is not None:
        message = Message(
            "partner {pk}, {known}, has this identifier: change that one", pk=known.pk, known=known
        )
        raise PartnerKnown(message, pointer="/identifiers", nearest=(str(known.pk),))


def _refuse_nameless(row: Partner, record: PartnerRecord) -> None:
    others = Record.objects.filter(partner=row, gone_on=None).exclude(dataset=CURATED)
    if not others.exists():
        raise RecordFault(
            str(record), "name_en", "", "and name_zh are empty: no other record names the partner"
        )


def curated_facts(partner: int) -> PartnerRecord | None:
    """What curators say of the partner; None where they say nothing."""
    row = Record.objects.filter(partner=partner, dataset=CURATED, gone_on=None).first()
    return None if row is None else record_from_json(row.dataset_id, row.key, row.facts)


def _record(key: str, facts: OrganisationFacts) -> PartnerRecord:
    stated = {part.name: getattr(facts, part.name) for part in fields(OrganisationFacts)}
    return PartnerRecord(CURATED, key, **stated)


def _with_evidence(
    record: PartnerRecord, grounds: Grounds, held: PartnerRecord | None = None
) -> PartnerRecord:
    """The record with evidence for each of its facts: what was stated before keeps its own."""
    facts = ["organisation", *(f"{one.verb}:{one.sector}" for one in record.offerings)]
    before = {part.fact: part for part in held.evidence} if held else {}
    known = {f"{one.verb}:{one.sector}": one for one in held.offerings} if held else {}
    offered = {f"{one.verb}:{one.sector}": one for one in record.offerings}
    evidence = tuple(
        before[fact]
        if fact in before and fact in offered and known.get(fact) == offered[fact]
        else grounds.evidence(fact)
        for fact in facts
    )
    return replace(record, evidence=evidence)
