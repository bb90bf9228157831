"""From the facts of rows to the record that is registered. No Django here."""

from __future__ import annotations

from partners.intake.mapping.column_map import ListFacts
from partners.intake.row_facts import OfferingFact, RowFacts
from partners.registry.consolidation import INFERRED
from partners.registry.records import EvidenceRecord, OfferingRecord, PartnerRecord

# Who says what no source says.
OUR_INFERENCE = "Ronghe, inferred from the name or the profile of the organisation"


def record_of(facts: RowFacts, dataset: str, about: ListFacts) -> PartnerRecord:
    """The record of one organisation. `about` gives speaker, source and date of its evidence."""
    names = (facts.name_en, facts.name_zh)
    aliases = dict.fromkeys(one for one in facts.aliases if one not in names)
    return PartnerRecord(
        dataset=dataset,
        key=facts.key,
        name_en=facts.name_en,
        name_zh=facts.name_zh,
        form=about.form,
        place=facts.place,
        address=facts.address,
        phone=facts.phone,
        note=" ".join(facts.notes),
        identifiers=tuple(f"{kind}:{value}" for kind, value in facts.identifiers.items()),
        aliases=tuple(aliases),
        offerings=tuple(
            OfferingRecord(
                one.verb,
                one.sector,
                products=one.products,
                hs=one.hs,
                processes=one.processes,
                main=one.main,
            )
            for one in facts.offerings
        ),
        profile=facts.profile,
        certificates=facts.certificates,
        evidence=(
            _evidence("organisation", about, about.confidence, ""),
            *(_offering_evidence(one, about) for one in facts.offerings),
        ),
    )


def _offering_evidence(offering: OfferingFact, about: ListFacts) -> EvidenceRecord:
    fact = f"{offering.verb}:{offering.sector}"
    if not offering.by_us:
        return _evidence(fact, about, offering.confidence, offering.quote)
    return EvidenceRecord(
        fact=fact,
        kind=INFERRED,
        speaker=OUR_INFERENCE,
        source=about.source,
        confidence="low",
        quote=offering.quote,
        checked_on=about.date,
    )


def _evidence(fact: str, about: ListFacts, confidence: str, quote: str) -> EvidenceRecord:
    return EvidenceRecord(
        fact=fact,
        kind=about.kind,
        speaker=about.speaker,
        source=about.source,
        confidence=confidence,
        quote=quote,
        checked_on=about.date,
    )
