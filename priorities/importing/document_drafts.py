"""Put what a curator kept of a document into a draft edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django.contrib.auth.models import User

from core.faults import Fault
from priorities.editions import lifecycle
from priorities.editions.curator_actions import curator_action
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import DOCUMENT_FIELDS, LONGEST_ANCHOR, PriorityRow
from priorities.errors import DocumentRefused
from priorities.importing.seed_rows import category_of
from priorities.importing.suggested_texts import SectorNames, sector_names, texts_of
from priorities.models import Edition, Priority, ReadDocument, ReadProposal


@curator_action("draft")
def draft_from_document(*, document: ReadDocument, by: User) -> Edition:
    """Put the accepted and mended proposals into the province's open draft, or into a new one,
    which then covers the whole of one document.

    A proposal that the draft holds already is not added again. Titles and summaries are the
    curator's, else those that are suggested; one that the curator emptied stays empty, and
    submission demands it. Raises `DocumentRefused` when no proposal was kept.
    """
    rows = ReadDocument.objects.select_related("document__province")
    stored = rows.select_for_update(of=("self",)).get(pk=document.pk)
    kept = list(stored.proposals.filter(decision__in=ReadProposal.KEPT).order_by("number"))
    if not kept:
        raise DocumentRefused([Fault("", "accept or mend a proposal first")])
    province = stored.document.province_id
    draft = Edition.objects.open().filter(province=province).first()
    draft = draft or lifecycle.open_draft(province=province, by=by)
    stored.edition = _add(draft, stored, kept, by)
    stored.save(update_fields=["edition"])
    return stored.edition


def _add(draft: Edition, stored: ReadDocument, kept: Sequence[ReadProposal], by: User) -> Edition:
    """The draft with those proposals that it lacks, which get their keys."""
    rows = load_rows(draft)
    held = {row.key for row in rows}
    new = [one for one in kept if one.key not in held]
    if not new:
        return draft
    names = sector_names(new)
    draft = lifecycle.revise(
        draft=draft,
        rows=[*rows, *(_row(stored, one, names) for one in new)],
        by=by,
        expected_version=draft.version,
        coverage=Edition.Coverage.DOCUMENT,
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
    return draft


def _row(stored: ReadDocument, one: ReadProposal, names: SectorNames) -> PriorityRow:
    """The row of a draft that a kept proposal becomes."""
    document, targets = stored.document, one.value("targets")
    cited = {name: getattr(document, field) for name, field in DOCUMENT_FIELDS.items()}
    return PriorityRow(
        key="",
        **texts_of(one, names),  # type: ignore[arg-type]  # texts all
        **cited,
        category=one.mended.get("category") or category_of(targets),
        signal=one.value("signal"),
        speaker=Priority.Speaker.GOVERNMENT,
        stage=one.value("stage"),
        effective_from=cast("dt.date", document.published_on),  # whose text was read has its day
        confidence="high",
        source=stored.source,
        paragraph=one.paragraph,
        section=one.section,
        anchor=one.anchor[:LONGEST_ANCHOR],
        emphasis=one.value("emphasis"),
        targets=tuple(targets),
        places=tuple(one.value("places")),
    )
