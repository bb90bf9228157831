"""A partner as its page shows it: who it is, what it does, who says so, and what the firm knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now

from core.clock import today
from firms.models import Firm
from matcher import loaded
from matcher.models import Decision
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.shortlists.partner_history import decisions_about, ranks_of_partner
from matcher.statements.answers import answers_of
from matcher.statements.same_partner import SamePartner
from pages.frame.language import in_language, joined, written_in
from pages.presenters.answer import DECISIONS
from pages.presenters.partner_names import NamedPartner, load_partner_names
from pages.presenters.partner_words import (
    FACTS,
    FIELDS,
    FORMS,
    IDENTIFIERS,
    QUESTIONS,
    answer_value,
    place_name,
    profile_value,
    standard,
    together_in_words,
)
from pages.presenters.said_by import SaidBy, load_said_by
from pages.presenters.shown_notices import ShownNotice, notices_of
from partners.models import Offering, Partner, Profile, Record, Suggestion
from partners.registry.consolidation import Disagreement, Statement, disagreements
from partners.registry.load_records import load_records
from partners.registry.suggestions import is_web_address


@dataclass(frozen=True)
class ShownFact:
    """A fact and what it rests on; `value` None: nobody says it."""

    name: Promise | str
    value: str | None
    said_by: Sequence[SaidBy]
    language: str = ""
    url: str = ""


@dataclass(frozen=True)
class ShownOffering:
    """A sector that the partner makes goods of, or a service that it offers."""

    serves: bool
    code: str
    sector: str
    for_sectors: str
    products: str
    processes: str
    hs: str
    main: bool
    inferred: bool
    said_by: Sequence[SaidBy]


@dataclass(frozen=True)
class ShownRecord:
    """A record, and the name of its dataset in the visitor's language."""

    row: Record
    dataset: str

    @property
    def dataset_language(self) -> str:
        return written_in(self.dataset)


@dataclass(frozen=True)
class PastDecision:
    """A decision of the firm; `label` is empty where it was taken back."""

    row: Decision
    label: Promise | str
    kind: str


@dataclass(frozen=True)
class PartnerPage:
    """All that the page shows of a partner, and of what the firm knows of it."""

    row: Partner
    name: NamedPartner
    into: NamedPartner | None
    organisation: Sequence[SaidBy]
    identity: Sequence[ShownFact]
    offerings: Sequence[ShownOffering]
    certificates: Sequence[Mapping[str, Any]]
    conditions: Sequence[ShownFact]
    unknown: Sequence[Promise]
    records: Sequence[ShownRecord]
    notices: Sequence[ShownNotice]
    differing: Sequence[Mapping[str, Any]]
    ranks: Sequence[Mapping[str, Any]]
    decisions: Sequence[PastDecision]
    answers: Sequence[Mapping[str, Any]]
    suggestions: Sequence[Suggestion]


def partner_page(firm: Firm, pk: int) -> PartnerPage | None:
    """Read a partner and put it into the visitor's words; None where there is none of this id."""
    row = _read(pk)
    if row is None:
        return None
    same = SamePartner.of(pk)
    names = load_partner_names([pk, *([row.merged_into_id] if row.merged_into_id else [])]).by_id
    said = load_said_by(row)
    profile = getattr(row, "profile", None)
    records = list(row.records.all())
    datasets = {one.dataset.key: one.dataset for one in records}
    names_of_datasets = {key: one.shown_name for key, one in datasets.items()}
    return PartnerPage(
        row=row,
        name=names[pk],
        into=names.get(row.merged_into_id or 0),
        organisation=said["organisation"],
        identity=_identity(row, names[pk]),
        offerings=[_offering(one, said) for one in row.offerings.all()],
        certificates=[_certificate(one) for one in row.certificates.all()],
        conditions=_conditions(profile, said),
        unknown=[
            label
            for name, label in FACTS.items()
            if profile is None or profile_value(profile, name) is None
        ],
        records=[ShownRecord(one, names_of_datasets[one.dataset.key]) for one in records],
        notices=notices_of(datasets.values()),
        differing=_differing(pk, names_of_datasets),
        ranks=_ranks(firm, same),
        decisions=[_decision(one) for one in decisions_about(firm, same)],
        answers=_answers(firm, row),
        suggestions=list(
            Suggestion.objects.filter(firm=firm, partner__in=same.ids).order_by("-created_at")[:20]
        ),
    )


def _read(pk: int) -> Partner | None:
    rows = Partner.objects.select_related("place__province", "profile").prefetch_related(
        "aliases", "offerings__sector", "offerings__for_sectors", "certificates", "evidence"
    )
    # The column holds no larger number: PostgreSQL would refuse the parameter.
    found = rows.prefetch_related("records__dataset").filter(pk=pk) if pk < 2**63 else rows.none()
    return found.first()


def _identity(row: Partner, name: NamedPartner) -> list[ShownFact]:
    place = [name.place, name.province if name.province != name.place else ""]
    aliases = [one.name for one in row.aliases.all()]
    note = _now("our transliteration") if row.name_en_is_transliteration else ""
    facts = [
        ShownFact(FIELDS["name_zh"], row.name_zh, (), "zh-Hans"),
        ShownFact(FIELDS["name_en"], f"{row.name_en} ({note})" if note else row.name_en, (), "en"),
        ShownFact(_now("Other names"), joined(aliases), (), written_in(" ".join(aliases))),
        ShownFact(FIELDS["form"], str(FORMS.get(row.form, "")), ()),
        ShownFact(FIELDS["place"], joined(place), ()),
        ShownFact(FIELDS["address"], row.address, (), written_in(row.address)),
        ShownFact(FIELDS["phone"], row.phone, ()),
    ]
    for text in row.identifiers:
        kind, _, value = text.partition(":")
        url = value if is_web_address(value) else f"https://{value}" if kind == "website" else ""
        known = IDENTIFIERS.get(kind, kind)
        facts.append(ShownFact(known, value, (), "en", url if is_web_address(url) else ""))
    # Names and places that nobody knows are worth a line, the others are not.
    kept = (FIELDS["name_zh"], FIELDS["name_en"], FIELDS["place"])
    return [one for one in facts if one.value or one.name in kept]


def _offering(one: Offering, said: Mapping[str, Sequence[SaidBy]]) -> ShownOffering:
    return ShownOffering(
        serves=one.verb == Offering.Verb.SERVES,
        code=one.sector_id,
        sector=in_language(one.sector),
        for_sectors=joined(map(in_language, one.for_sectors.all())),
        products=joined(one.products),
        processes=joined(one.processes),
        hs=joined(one.hs),
        main=one.main,
        inferred=one.inferred,
        said_by=said.get(f"{one.verb}:{one.sector_id}", ()),
    )


def _certificate(one: Any) -> dict[str, Any]:
    expired = one.valid_until is not None and one.valid_until < today()
    return {
        "name": standard(one.standard),
        "row": one,
        "expired": expired,
        "issuer_language": written_in(one.issuer),
    }


def _conditions(profile: Profile | None, said: Mapping[str, Sequence[SaidBy]]) -> list[ShownFact]:
    if profile is None:
        return []
    found = []
    for name, label in FACTS.items():
        if (value := profile_value(profile, name)) is not None:
            found.append(ShownFact(label, value, said.get(name, ())))
    return found


def _differing(pk: int, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """`names`: of the datasets, by their keys."""
    found = disagreements(load_records([pk]).get(pk, []))
    return [
        {
            "name": FIELDS.get(one.field, one.field),
            "statements": [
                {"value": text, "records": _recorded(part, names), "taken": part is one.taken}
                for part, text in zip((one.taken, *one.others), _in_words(one), strict=True)
            ],
        }
        for one in found
    ]


def _recorded(said: Statement, names: Mapping[str, str]) -> list[str]:
    """The records that state a value: the dataset by its name, and the record's key in it."""
    parts = (record.partition("/") for record in said.records)
    return [f"{names.get(dataset, dataset)} {key}" for dataset, _, key in parts]


def _in_words(one: Disagreement) -> list[str]:
    values = [part.value for part in (one.taken, *one.others)]
    if one.field == "place":
        places = loaded.names().places
        return [place_name(places.row_of(value), value) for value in values]
    if one.field == "form":
        return [str(FORMS.get(value, value)) for value in values]
    return [together_in_words(value) for value in values]


def _ranks(firm: Firm, same: SamePartner) -> list[dict[str, Any]]:
    return [
        {
            "shortlist": one.revision.shortlist,
            "rank": one.rank,
            "score": f"{one.points / POINTS_PER_SCORE:.1f}",
            "partner": one.partner_id,
        }
        for one in ranks_of_partner(firm, same)
    ]


def _decision(one: Decision) -> PastDecision:
    label, kind = DECISIONS.get(one.decision, ("", "plain"))
    return PastDecision(one, label or _now("taken back"), kind)


def _answers(firm: Firm, row: Partner) -> list[dict[str, Any]]:
    rows = answers_of(firm, row).current().select_related("by_member").order_by("-number")
    return [
        {
            "row": one,
            "question": QUESTIONS[one.question],
            "value": answer_value(one.question, one.value),
            "by": one.by_member.email if one.by_member else one.by_key,
        }
        for one in rows
    ]
