"""Two editions of a province's list, and two of its reports, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.reference.reference_data import ReferenceData
from pages.frame.addresses import page_url
from pages.frame.language import in_language, language
from pages.presenters.policy_changes import ListChange, list_changes
from pages.presenters.province_list import document_title
from pages.presenters.statement_words import Word, emphasis_word, stage_word
from priorities.editions.diff import compare_rows
from priorities.editions.document_comparison import Change, SectorChange, Statement
from priorities.editions.load_editions import load_rows
from priorities.models import Document, Edition
from priorities.queries.edition_queries import edition_before
from priorities.queries.former_document import compare_newest_report

_CHANGES: dict[str, tuple[Promise, str]] = {
    Change.NEW: (_("new"), "mild"),
    Change.STRENGTHENED: (_("strengthened"), "good"),
    Change.KEPT: (_("kept"), "plain"),
    Change.DROPPED: (_("dropped"), "bad"),
}


@dataclass(frozen=True)
class ComparedEditions:
    """What the later edition changed of the earlier one."""

    old: Edition
    new: Edition
    changes: list[ListChange]
    unchanged: int


def compared_editions(
    editions: Sequence[Edition], new: str, old: str, reference: ReferenceData, province: str
) -> ComparedEditions | None:
    """Compare the editions with these ids, by default the newest with the one before; None where
    there are no two.
    """
    by_id = {str(one.pk): one for one in editions}
    later = by_id.get(new) or max(editions, key=lambda one: one.policy or 0, default=None)
    earlier = by_id.get(old) or (edition_before(later) if later else None)
    if later is None or earlier is None or earlier == later:
        return None
    before, after = load_rows(earlier), load_rows(later)
    diff = compare_rows(before, after)
    titles = {row.key: in_language(row, "title") for row in after}

    def name(code: str) -> str:
        return reference.named(code)[language()]

    kept = {row.key for row in before} & {row.key for row in after}
    changes = list_changes(diff, titles, province, name)
    return ComparedEditions(earlier, later, changes, len(kept - diff.keys))


@dataclass(frozen=True)
class ShownStated:
    """What a report says of a sector at its strongest."""

    emphasis: Word
    stage: Word
    paragraph: int


@dataclass(frozen=True)
class ShownSectorChange:
    """What became of a sector from one report to the next."""

    name: str
    url: str
    change: Word
    before: ShownStated | None
    after: ShownStated | None


@dataclass(frozen=True)
class ComparedReports:
    """The newest report and the one before: `against` empty where none is held."""

    report: str
    against: str
    changes: tuple[ShownSectorChange, ...]


def compared_reports(province: str, reference: ReferenceData) -> ComparedReports | None:
    """Compare the province's newest report with the one before; None where no report is held."""
    found = compare_newest_report(province)
    if found is None:
        return None
    former = found.since.against
    return ComparedReports(
        _dated_title(found.report),
        _dated_title(former) if former else "",
        tuple(_sector_change(one, reference) for one in found.since.changes),
    )


def _dated_title(row: Document) -> str:
    """Reports of all years have one title."""
    return f"{document_title(row)} {row.year}"


def _sector_change(one: SectorChange, reference: ReferenceData) -> ShownSectorChange:
    label, kind = _CHANGES[one.change]
    return ShownSectorChange(
        reference.named(one.target)[language()],
        page_url("sector", one.target),
        Word(one.change, label, kind),
        _stated(one.before),
        _stated(one.after),
    )


def _stated(one: Statement | None) -> ShownStated | None:
    if one is None:
        return None
    return ShownStated(emphasis_word(one.emphasis), stage_word(one.stage), one.paragraph)
