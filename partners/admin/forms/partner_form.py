"""The whole form of a partner: it reads what was typed, and places faults at their field."""

from __future__ import annotations

from typing import Any

from django import forms

from core.languages.translation import translated
from partners.admin.fact_words import FactWords, fact_words
from partners.admin.forms.fact_forms import (
    DenialForm,
    GroundsForm,
    IdentityForm,
    ProfileForm,
    identity_initial,
    profile_initial,
)
from partners.admin.forms.offering_forms import certificate_rows, offering_rows
from partners.admin.forms.typed_lists import NameReader
from partners.errors import RecordFault
from partners.registry.consolidation import CURATED
from partners.registry.editing import Grounds
from partners.registry.fact_lines import FactLine
from partners.registry.records import OrganisationFacts, PartnerRecord


class PartnerForm:
    """The parts of the form, with what curators say of the partner, or with what was posted.

    `records` are those of the partner: what the other ones state is shown as a hint, and may be
    denied.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        held: OrganisationFacts | None = None,
        records: tuple[PartnerRecord, ...] = (),
        stated: OrganisationFacts | None = None,
    ) -> None:
        held, reader = held or OrganisationFacts(), NameReader()
        self.identity = IdentityForm(data, initial=identity_initial(held), reader=reader)
        self.profile = ProfileForm(data, initial=profile_initial(held.profile))
        self.offerings = offering_rows(reader, data, held.offerings)
        self.certificates = certificate_rows(data, held.certificates)
        choices = _deniable(records, held.denied)
        self.denial = DenialForm(data, initial={"denied": held.denied}, choices=choices)
        self.grounds = GroundsForm(data, initial={"kind": "reported", "confidence": "medium"})
        self.faults: list[str] = []
        if stated is not None:
            _hint(self.identity, identity_initial(stated))
            _hint(self.profile, profile_initial(stated.profile))

    @property
    def media(self) -> Any:
        return self.identity.media + self.grounds.media

    def is_valid(self) -> bool:
        """Whether every part could be read. All are read, so that all faults show at once."""
        parts = (self.identity, self.profile, self.offerings, self.certificates, self.denial)
        read = [part.is_valid() for part in (*parts, self.grounds)]
        return all(read)

    def facts(self) -> OrganisationFacts:
        """The facts that were typed."""
        return OrganisationFacts(
            **self.identity.facts(),
            profile=self.profile.profile(),
            offerings=_records(self.offerings),
            certificates=_records(self.certificates),
            denied=tuple(self.denial.cleaned_data["denied"]),
        )

    def what_it_rests_on(self) -> Grounds:
        return self.grounds.grounds()

    @property
    def reason(self) -> str:
        return str(self.grounds.cleaned_data["reason"])

    def add_fault(self, fault: RecordFault) -> None:
        """Show a fault that the registry found, at its field where the form has it."""
        field = fault.field.split(".")[-1]
        reason = translated(fault.reason)
        sentence = f"“{fault.value}” {reason}" if fault.value != "" else reason
        for form in (self.identity, self.profile, self.grounds):
            if "." not in fault.field and field in form.fields:
                form.add_error(field, sentence)
                return
        self.faults.append(f"{fault.field.replace('.', ', ')}: {sentence}")


def _records(rows: Any) -> tuple[Any, ...]:
    return tuple(one for form in rows if (one := form.record()) is not None)


def _hint(form: forms.Form, values: dict[str, Any]) -> None:
    """Show what the records together say where curators say nothing."""
    for name, field in form.fields.items():
        value = field.prepare_value(values.get(name))
        if value not in (None, "", False) and hasattr(field.widget, "input_type"):
            field.widget.attrs["placeholder"] = str(value)


def _deniable(records: tuple[PartnerRecord, ...], denied: tuple[str, ...]) -> list[tuple[str, str]]:
    """What other records than the curators' state, and may be denied: fact and words."""
    facts: dict[str, FactLine] = {}
    for record in records:
        if record.dataset == CURATED:
            continue
        for offering in record.offerings:
            line = FactLine(offering.verb, offering.sector)
            facts[f"{offering.verb}:{offering.sector}"] = line
        for certificate in record.certificates:
            line = FactLine("certificate", certificate.standard)
            facts[f"certificate:{certificate.standard}"] = line
        facts |= {f"alias:{one}": FactLine("aliases", one) for one in record.aliases}
        facts |= {f"identifier:{one}": FactLine("identifier", one) for one in record.identifiers}
    for one in denied:
        facts.setdefault(one, FactLine("denied", one))
    words = fact_words((line, "") for line in facts.values())
    return [(fact, _denial_label(words, line)) for fact, line in facts.items()]


def _denial_label(words: FactWords, line: FactLine) -> str:
    kind, colon, value = line.of.partition(":")
    if line.kind == "identifier" and colon:
        return f"{words.label(FactLine(line.kind, kind))} {value}"
    return words.label(line)
