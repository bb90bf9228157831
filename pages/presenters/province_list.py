"""A province's list by paragraph, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from pages.frame.addresses import page_url
from pages.frame.language import in_language, language, other_language
from pages.presenters.statement_words import (
    SECTIONS,
    Word,
    emphasis_word,
    signal_word,
    speaker_word,
    stage_word,
)
from partners.registry.suggestions import is_web_address
from priorities.editions.dating import Dated
from priorities.editions.rows import source_links
from priorities.models import Document, Edition, Priority
from priorities.queries.priority_queries import Counting

# In the order of a report; what stands in no report comes last.
_ORDER = ("review", "plan", "tasks", "")


@dataclass(frozen=True)
class ShownTarget:
    """A sector that a statement names."""

    name: str
    url: str


@dataclass(frozen=True)
class ShownStatement:
    """A statement of a list. `group`: the document, its section, and the language of the document's
    title; languages are empty where they are the visitor's. `scores`: whether it may count
    in a score; `cities`: where it holds, empty for the whole province.
    """

    key: str
    group: tuple[str, Promise, str]
    title: str
    summary: str
    summary_language: str
    targets: tuple[ShownTarget, ...]
    cities: tuple[str, ...]
    signal: Word
    stage: Word
    emphasis: Word
    speaker: str
    paragraph: int | None
    rank: int | None
    anchor: str
    since: str
    until: str
    source_url: str
    source: str
    scores: bool
    in_effect: bool
    reviewed: bool


@dataclass(frozen=True)
class ShownDocument:
    """A document that a list cites, with the number of its statements there."""

    title: str
    url: str
    published: str
    count: int
    language: str


def ordered_statements(edition: Edition) -> list[Priority]:
    """The priorities of an edition (from `list_at`), by document, section and paragraph."""
    return sorted(edition.priorities.all(), key=_place_in_list)


def shown_statements(rows: Iterable[Priority], counting: Counting) -> list[ShownStatement]:
    """Put priorities of an edition (from `list_at`) into the visitor's words, in their order."""
    return [_statement(row, counting) for row in rows]


def _place_in_list(row: Priority) -> tuple[object, ...]:
    section = _ORDER.index(row.section)
    no_report = row.paragraph is None
    return (no_report, row.document_id, section, row.paragraph or 0, row.key)


def _statement(row: Priority, counting: Counting) -> ShownStatement:
    links = [one for one in source_links(row.source) if is_web_address(one)]
    dated = Dated(row.effective_from, row.precision)
    official = row.speaker == Priority.Speaker.GOVERNMENT
    return ShownStatement(
        key=row.key,
        group=(
            document_title(row.document),
            SECTIONS[row.section],
            document_language(row.document),
        ),
        title=in_language(row, "title"),
        summary=in_language(row, "summary"),
        summary_language=other_language(row.summary_zh if language() == "zh" else row.summary_en),
        targets=tuple(
            ShownTarget(in_language(one), page_url("sector", one.code)) for one in row.targets.all()
        ),
        cities=tuple(in_language(one) for one in row.places.all()),
        signal=signal_word(row.signal),
        stage=stage_word(row.stage),
        emphasis=emphasis_word(row.emphasis),
        speaker="" if official else speaker_word(row.speaker),
        paragraph=row.paragraph,
        rank=row.rank,
        anchor=row.anchor,
        since=str(dated),
        until=str(Dated(row.effective_to, row.precision)) if row.effective_to else "",
        source_url=links[0] if links else "",
        source=row.source,
        scores=row.key in counting.scores,
        in_effect=row.key in counting.in_effect,
        reviewed=row.reviewed,
    )


def cited_documents(edition: Edition) -> list[ShownDocument]:
    """The documents of an edition (from `list_at`), the one with the most statements first."""
    documents: dict[int, Document] = {}
    counts: dict[int, int] = {}
    for row in edition.priorities.all():
        documents[row.document_id] = row.document
        counts[row.document_id] = counts.get(row.document_id, 0) + 1
    shown = [_document(one, counts[pk]) for pk, one in documents.items()]
    return sorted(shown, key=lambda one: (-one.count, one.title))


def _document(row: Document, count: int) -> ShownDocument:
    published = str(Dated(row.published_on, row.precision)) if row.published_on else str(row.year)
    address = row.address if is_web_address(row.address) else ""
    return ShownDocument(document_title(row), address, published, count, document_language(row))


def document_title(row: Document) -> str:
    """The title of a document: Chinese where the visitor reads it and it is known."""
    return row.title_zh if language() == "zh" and row.title_zh else row.title


def document_language(row: Document) -> str:
    """The language of `document_title` where it is not the visitor's."""
    return other_language(row.title_zh if language() == "zh" else row.title)


def page_of_key(rows: Iterable[Priority], key: str, size: int) -> int | None:
    """The number of the page of `size` statements that holds the one with this key."""
    for position, row in enumerate(rows):
        if row.key == key:
            return position // size + 1
    return None
