"""Store a document that was read, decide its proposals, and put the kept ones into a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from core.faults import Fault
from partners.models import Place, Sector
from partners.names.nearest import nearest_names
from partners.reference.seed_atlas import read_seed_atlas
from priorities.editions import lifecycle
from priorities.editions.curator_actions import curator_action
from priorities.editions.list_validation import LONGEST_ANCHOR
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import PriorityRow
from priorities.errors import EditionRefused
from priorities.importing.seed_rows import category_of
from priorities.models import Edition, Priority, ReadDocument, ReadProposal
from priorities.reading.document import Reading
from priorities.reading.proposals import Proposal, proposals

Decision = ReadProposal.Decision
_CODES = ("targets", "places")
_CHOICES = {
    "signal": Priority.Signal.values,
    "stage": Priority.Stage.values,
    "emphasis": Priority.Emphasis.values,
}
_TEXTS = ("title_en", "title_zh", "category", "summary_en", "summary_zh")
_LONGEST_TITLE = {"title_en": 240, "title_zh": 240, "category": 40}
MENDABLE = (*_CODES, *_CHOICES, *_TEXTS)


@curator_action("draft")
def store_reading(
    *,
    reading: Reading,
    province: str,
    published: dt.date,
    source: str,
    title: str,
    by: User,
) -> ReadDocument:
    """Store a reading (`priorities.reading.document.read`) and its proposals, all open.

    `province`: the code of a province. The same text of the same kind is stored once: its stored
    document is returned, with the decisions made so far. Raises `EditionRefused` for a place that
    is no province, an empty title or a source that is no address.
    """
    _check_heading(province, source, title)
    # Locked, so that two curators who read one text get one document.
    Place.objects.select_for_update().get(code=province)
    same = ReadDocument.objects.filter(
        province_id=province, kind=reading.kind, digest=reading.digest
    ).first()
    if same is not None:
        return same
    document = ReadDocument.objects.create(
        province_id=province,
        kind=reading.kind,
        title=title.strip(),
        published_on=published,
        source=source,
        digest=reading.digest,
        paragraphs=[one.text for one in reading.paragraphs],
        sections=[one.value for one in reading.sections],
        read_by=by,
    )
    atlas = read_seed_atlas(Path(settings.BASE_DIR) / "seeds")
    found = proposals(reading, province, atlas)
    ReadProposal.objects.bulk_create(
        _stored(document, number, one) for number, one in enumerate(found, start=1)
    )
    return document


@curator_action("draft")
def decide(
    *,
    proposal: ReadProposal,
    decision: str,
    by: User,
    mended: Mapping[str, Any] | None = None,
) -> ReadProposal:
    """Accept, mend, reject or reopen a proposal; a later decision replaces an earlier one.

    `mended`: the changed fields of `MENDABLE`, for the decision `mended` alone. Raises
    `EditionRefused` for an unknown decision, field, code or value.
    """
    locked = ReadProposal.objects.select_for_update().get(pk=proposal.pk)
    changes = dict(mended or {})
    _refuse([*_decision_faults(decision, changes), *_mending_faults(changes, locked)])
    locked.decision, locked.mended = decision, changes
    is_open = decision == Decision.OPEN
    locked.decided_by, locked.decided_at = (None, None) if is_open else (by, timezone.now())
    locked.save()
    return locked


@curator_action("draft")
def draft_from_document(*, document: ReadDocument, by: User) -> Edition:
    """Put the accepted and mended proposals into the province's open draft, or into a new one.

    A proposal that the draft holds already is not added again. Titles, categories and summaries
    that nobody has written yet are empty: submission demands them. Raises `EditionRefused` when
    no proposal was kept.
    """
    stored = ReadDocument.objects.select_for_update().get(pk=document.pk)
    kept = list(stored.proposals.filter(decision__in=ReadProposal.KEPT).order_by("number"))
    if not kept:
        _refuse([Fault("", "accept or mend a proposal first")])
    draft = Edition.objects.open().filter(province=stored.province).first()
    draft = draft or lifecycle.open_draft(province=stored.province_id, by=by)
    rows = load_rows(draft)
    held = {row.key for row in rows}
    new = [one for one in kept if one.key not in held]
    if new:
        draft = lifecycle.revise(
            draft=draft,
            rows=[*rows, *(_row(stored, one) for one in new)],
            by=by,
            expected_version=draft.version,
            unfinished=True,
        )
        # Keys are numbered in the order of the rows, so the new ones follow the proposals.
        keys = sorted(
            set(draft.priorities.values_list("key", flat=True)) - held,
            key=lambda key: (len(key), key),
        )
        for one, key in zip(new, keys, strict=True):
            one.key = key
        ReadProposal.objects.bulk_update(new, ["key"])
    stored.edition = draft
    stored.save(update_fields=["edition"])
    return draft


def _check_heading(province: str, source: str, title: str) -> None:
    found = []
    if not Place.objects.filter(code=province, province=None).exists():
        found.append(Fault("/province", f"{province} is no province"))
    if not source.startswith(("https://", "http://")):
        found.append(Fault("/source", "an address begins with https://"))
    if not title.strip() or len(title) > _LONGEST_TITLE["title_en"]:
        found.append(Fault("/title", "a title has 1 to 240 characters"))
    _refuse(found)


def _decision_faults(decision: str, changes: Mapping[str, Any]) -> list[Fault]:
    if decision not in Decision.values:
        near = nearest_names(decision, Decision.values)
        return [Fault("/decision", f"{decision!r} is no decision", near)]
    if (decision == Decision.MENDED) != bool(changes):
        return [Fault("/mended", "give the changed fields with the decision mended, and only then")]
    return []


def _mending_faults(changes: Mapping[str, Any], proposal: ReadProposal) -> list[Fault]:
    found = []
    for name, value in changes.items():
        if name not in MENDABLE:
            near = nearest_names(name, MENDABLE)
            found.append(Fault(f"/mended/{name}", f"{name} cannot be mended", near))
        elif name in _CODES:
            found += _code_faults(name, value, proposal.document.province_id)
        elif not isinstance(value, str):
            found.append(Fault(f"/mended/{name}", "is no text"))
        elif name in _CHOICES and value not in _CHOICES[name]:
            near = nearest_names(value, _CHOICES[name])
            found.append(Fault(f"/mended/{name}", f"{value!r} is no {name}", near))
        elif len(value) > _LONGEST_TITLE.get(name, len(value)):
            longest = _LONGEST_TITLE[name]
            found.append(Fault(f"/mended/{name}", f"has at most {longest} characters"))
    return found


def _code_faults(name: str, codes: Any, province: str) -> list[Fault]:
    if not isinstance(codes, list | tuple) or not all(isinstance(one, str) for one in codes):
        return [Fault(f"/mended/{name}", "is no list of codes")]
    rows = Sector.objects.all() if name == "targets" else Place.objects.filter(province=province)
    known = sorted(rows.values_list("code", flat=True))
    why = "is no sector" if name == "targets" else "is no city of the province"
    return [
        Fault(f"/mended/{name}", f"{code} {why}", nearest_names(code, known))
        for code in codes
        if code not in known
    ]


def _stored(document: ReadDocument, number: int, one: Proposal) -> ReadProposal:
    return ReadProposal(
        document=document,
        number=number,
        paragraph=one.paragraph,
        section=one.section.value,
        start=one.start,
        end=one.end,
        anchor=one.anchor,
        targets=list(one.targets),
        signal=one.signal.value,
        stage=one.stage.value,
        places=list(one.places),
        emphasis=one.emphasis.value,
        because=one.because,
    )


def _row(document: ReadDocument, one: ReadProposal) -> PriorityRow:
    """The row of a draft that a kept proposal becomes."""
    texts = {name: one.value(name) for name in _TEXTS}
    texts["category"] = texts["category"] or category_of(one.value("targets"))
    return PriorityRow(
        key="",
        **texts,
        signal=one.value("signal"),
        speaker=Priority.Speaker.GOVERNMENT,
        stage=one.value("stage"),
        document=document.title,
        document_year=document.published_on.year,
        published_on=document.published_on,
        document_precision="day",
        effective_from=document.published_on,
        confidence="high",
        source=document.source,
        paragraph=one.paragraph,
        section=one.section,
        anchor=one.anchor[:LONGEST_ANCHOR],
        emphasis=one.value("emphasis"),
        targets=tuple(one.value("targets")),
        places=tuple(one.value("places")),
    )


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise EditionRefused(faults)
