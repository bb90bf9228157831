"""The page of a read document: its text with marks, and its proposals in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from partners.models import Place, Sector
from priorities.admin import reading_words as words
from priorities.admin.reading_forms import MendForm, mend_form
from priorities.editions.document_comparison import SectorChange, Statement
from priorities.importing.suggested_texts import sector_names, texts_of
from priorities.models import ReadDocument, ReadProposal
from priorities.queries.former_document import compare_with_former

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Piece:
    """A piece of a paragraph; `proposal` is that which marks it, None between marks."""

    text: str
    proposal: ReadProposal | None = None


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph with its marks; `opens` is the section that begins with it, in words."""

    number: int
    pieces: tuple[Piece, ...]
    opens: StrOrPromise


@dataclass(frozen=True)
class ShownProposal:
    """A proposal after mending, in words; `form` where it is being mended."""

    row: ReadProposal
    sectors: tuple[str, ...]
    cities: tuple[str, ...]
    section: StrOrPromise
    signal: StrOrPromise
    stage: StrOrPromise
    emphasis: StrOrPromise
    texts: dict[str, str]
    form: MendForm | None


@dataclass(frozen=True)
class ShownChange:
    """What became of a sector since the year before."""

    sector: str
    before: str
    after: str


def reading_context(
    reading: ReadDocument, mending: int = 0, form: MendForm | None = None
) -> dict[str, Any]:
    """The context of the page. `mending`: the number of the proposal that is being mended, in the
    posted `form` if there is one.
    """
    proposals = list(reading.proposals.select_related("decided_by"))
    counts = Counter(one.decision for one in proposals)
    return {
        "reading": reading,
        "paragraphs": list(_paragraphs(reading, proposals)),
        "proposals": _shown(reading, proposals, mending, form),
        "counts": [(label, value, counts[value]) for value, label in ReadProposal.Decision.choices],
        "kept": sum(counts[one] for one in ReadProposal.KEPT),
        **_years(reading),
    }


def following(reading: ReadDocument, number: int) -> int:
    """The number of the next open proposal, or the given one where none is open."""
    waiting = reading.proposals.filter(decision=ReadProposal.Decision.OPEN)
    later = waiting.filter(number__gt=number).first() or waiting.first()
    return later.number if later else number


def filled_form(proposal: ReadProposal, posted: Any = None) -> MendForm:
    """The form that mends a proposal."""
    cities = Place.objects.filter(province=proposal.document.document.province_id)
    return mend_form(proposal, texts_of(proposal, sector_names([proposal])), cities, posted)


def _paragraphs(
    reading: ReadDocument, proposals: Sequence[ReadProposal]
) -> Iterator[ShownParagraph]:
    marks: dict[int, list[ReadProposal]] = {}
    for one in proposals:
        marks.setdefault(one.paragraph, []).append(one)
    before = ""
    parts = zip(reading.paragraphs, reading.sections, strict=True)
    for number, (text, section) in enumerate(parts, 1):
        opens = words.SECTIONS[section] if section != before else ""
        yield ShownParagraph(number, tuple(_pieces(text, marks.get(number, ()))), opens)
        before = section


def _pieces(text: str, marks: Sequence[ReadProposal]) -> Iterator[Piece]:
    at = 0
    for one in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        # Two marks do not overlap as they are found; should they, the second begins later.
        start = max(at, one.start)
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start : max(start, one.end)], one)
        at = max(start, one.end)
    if at < len(text):
        yield Piece(text[at:])


def _shown(
    reading: ReadDocument, proposals: Sequence[ReadProposal], mending: int, form: MendForm | None
) -> list[ShownProposal]:
    names = sector_names(proposals)
    cities = {
        one.code: one.name_zh for one in Place.objects.filter(province=reading.document.province_id)
    }
    return [
        ShownProposal(
            row=one,
            sectors=tuple(
                " ".join((code, *reversed(names.get(code, ())))) for code in one.value("targets")
            ),
            cities=tuple(f"{code} {cities.get(code, '')}" for code in one.value("places")),
            section=words.SECTIONS[one.section],
            signal=words.SIGNALS[one.value("signal")],
            stage=words.STAGES[one.value("stage")],
            emphasis=words.EMPHASES[one.value("emphasis")],
            texts=texts_of(one, names),
            form=(form or filled_form(one)) if one.number == mending else None,
        )
        for one in proposals
    ]


def _years(reading: ReadDocument) -> dict[str, Any]:
    """The comparison with the year before, in words."""
    found = compare_with_former(reading)
    codes = {one.target for one in found.changes}
    names = {
        one.code: f"{one.code} {one.name_zh} {one.name_en}"
        for one in Sector.objects.filter(code__in=codes)
    }
    groups = [
        (words.CHANGES[change], change.value, [_change(one, names) for one in rows])
        for change, rows in groupby(found.changes, key=lambda one: one.change)
    ]
    return {"against": found.against, "changes": groups}


def _change(one: SectorChange, names: dict[str, str]) -> ShownChange:
    return ShownChange(names.get(one.target, one.target), _told(one.before), _told(one.after))


def _told(one: Statement | None) -> str:
    if one is None:
        return ""
    return f"¶ {one.paragraph} · {words.STAGES[one.stage]} · {words.EMPHASES.get(one.emphasis, '')}"
