"""Priorities read from a document that no curator has accepted, each at its place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partners.reference.atlas import Atlas
from priorities.reading.cues import cues
from priorities.reading.document import Reading
from priorities.reading.emphasis import Emphasis, Statement, emphasis_of
from priorities.reading.figures import figures_of
from priorities.reading.headings import Outline, Passage, outlines
from priorities.reading.paragraphs import Paragraph
from priorities.reading.place_mentions import PlaceMentions
from priorities.reading.sections import Section
from priorities.reading.signals import Signal, signal_of
from priorities.reading.spans import Span, clauses, sentences, trimmed
from priorities.reading.stages import Stage, stage_of
from priorities.reading.targets import FoundTarget, TargetFinder

_LONGEST_ANCHOR = 40
_SHOWN_WORDS = 4


@dataclass(frozen=True)
class Proposal:
    """A priority that a document states at text[start:end] == `anchor` of its paragraph.

    `targets` are codes of sectors in the order of the text, `places` codes of prefectures (none:
    the whole province), `because` the reason of each decision in plain English.
    """

    paragraph: int
    section: Section
    start: int
    end: int
    anchor: str
    targets: tuple[str, ...]
    signal: Signal
    stage: Stage
    places: tuple[str, ...]
    emphasis: Emphasis
    because: str


def proposals(
    reading: Reading, province: str, atlas: Atlas, finder: TargetFinder | None = None
) -> list[Proposal]:
    """What a document of a province proposes, in the order of its text. The same for the same text.

    `province`: its code in the atlas. Raises `KeyError` for a code that the atlas does not know.
    """
    if not atlas.places[province].is_province:
        raise KeyError(province)
    finder, places = finder or TargetFinder(), PlaceMentions(atlas, province)
    found: list[Proposal] = []
    parts = zip(reading.paragraphs, reading.sections, outlines(reading.paragraphs), strict=True)
    for paragraph, section, outline in parts:
        found += _of_paragraph(paragraph, section, outline, finder, places)
    return found


def _of_paragraph(
    paragraph: Paragraph,
    section: Section,
    outline: Outline,
    finder: TargetFinder,
    places: PlaceMentions,
) -> Iterator[Proposal]:
    text = paragraph.text
    for sentence in sentences(text):
        passage = outline.at(sentence.start)
        for clause in clauses(text, sentence):
            targets = _allowed(finder.find(clause), passage)
            statement = Statement(clause, sentence, passage, outline, len(targets))
            for run in _runs(targets):
                anchor = _anchor(text, clause, run)
                named = places.find(clause.text)
                yield _proposal(paragraph.number, section, statement, run, anchor, named)


def _proposal(
    number: int,
    section: Section,
    statement: Statement,
    run: Sequence[FoundTarget],
    anchor: Span,
    places: tuple[str, ...],
) -> Proposal:
    clause = statement.clause.text
    signal, why_signal = signal_of(clause, statement.sentence.text, section)
    stage, why_stage = stage_of(clause, section, signal)
    emphasis, why_emphasis = emphasis_of(statement, section, signal)
    reasons = [one.because for one in run][:_SHOWN_WORDS]
    if figures := figures_of(clause):
        reasons.append("figures: " + ", ".join(one.text for one in figures))
    reasons += [
        f"{signal.value}: {why_signal}",
        f"{stage.value}: {why_stage}",
        f"{emphasis.value}: {why_emphasis}",
    ]
    return Proposal(
        paragraph=number,
        section=section,
        start=anchor.start,
        end=anchor.end,
        anchor=anchor.text,
        targets=tuple(dict.fromkeys(code for one in run for code in one.codes)),
        signal=signal,
        stage=stage,
        places=places,
        emphasis=emphasis,
        because="; ".join(reasons),
    )


def _allowed(found: Iterable[FoundTarget], passage: Passage) -> list[FoundTarget]:
    """The targets that count under the topic of their passage."""
    begins = cues().allowed.get(passage.topic)
    if begins is None:
        return list(found)
    return [one for one in found if any(code.startswith(begins) for code in one.codes)]


def _runs(targets: Sequence[FoundTarget]) -> Iterator[Sequence[FoundTarget]]:
    """The targets of a clause, cut where an anchor would grow too long to show each of them."""
    run: list[FoundTarget] = []
    for one in targets:
        if run and one.end - run[0].start > _LONGEST_ANCHOR:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _anchor(text: str, clause: Span, run: Sequence[FoundTarget]) -> Span:
    """The clause where it is short enough and holds one run, else the piece from the first to the
    last target.
    """
    first, last = run[0].start, max(one.end for one in run)
    if clause.end - clause.start <= _LONGEST_ANCHOR:
        return clause
    return trimmed(text, first, min(last, first + _LONGEST_ANCHOR))
