"""Priorities read from a document that no curator has accepted, each at its place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.languages.messages import Message, joined
from partners.reference.atlas import Atlas
from priorities.reading.cues import cues
from priorities.reading.document import Reading
from priorities.reading.emphasis import Emphasis, StatedClause, emphasis_of
from priorities.reading.figures import figures_of
from priorities.reading.headings import Outline, Passage, outlines
from priorities.reading.paragraphs import Paragraph
from priorities.reading.place_mentions import PlaceMentions
from priorities.reading.sections import Section
from priorities.reading.signals import Signal, admission, signal_of
from priorities.reading.spans import Span, clauses, sentences, trimmed
from priorities.reading.stages import Stage, stage_of
from priorities.reading.targets import FoundTarget, TargetFinder

_LONGEST_ANCHOR = 40
_SHOWN = 4  # words and figures that a reason repeats


@dataclass(frozen=True)
class Proposal:
    """A priority that a document states at text[start:end] == `anchor` of its paragraph.

    `targets` are codes of sectors in the order of the text, `places` codes of prefectures (none:
    the whole province), `because` the reason of each decision, a message.
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
    admits = admission(text)
    for sentence in sentences(text):
        passage = outline.at(sentence.start)
        for clause in clauses(text, sentence):
            admitted = admits is not None and admits <= clause.start
            targets = finder.find(clause)
            if not admitted:  # what is wrong is told of everything in one paragraph
                targets = _allowed(targets, passage)
            if not targets:
                continue
            statement = StatedClause(clause, sentence, passage, outline, len(targets))
            said = _judged(statement, section, places, admitted=admitted)
            for run in _runs(targets):
                yield _proposal(paragraph, section, _anchor(text, clause, run), run, said)


@dataclass(frozen=True)
class _Said:
    """What a clause says of all its targets, and why."""

    signal: Signal
    stage: Stage
    emphasis: Emphasis
    places: tuple[str, ...]
    because: str


def _judged(
    statement: StatedClause, section: Section, places: PlaceMentions, *, admitted: bool
) -> _Said:
    clause = statement.clause.text
    signal, why_signal = signal_of(clause, section, admitted=admitted)
    stage, why_stage = stage_of(clause, section, signal)
    emphasis, why_emphasis = emphasis_of(statement, section, signal)
    reasons = [
        Message(signal.value + ": {why}", why=why_signal),
        Message(stage.value + ": {why}", why=why_stage),
        Message(emphasis.value + ": {why}", why=why_emphasis),
    ]
    if figures := figures_of(clause):
        named = joined([one.text for one in figures[:_SHOWN]], "{first}, {rest}")
        reasons.insert(0, Message("figures: {figures}", figures=named))
    return _Said(signal, stage, emphasis, places.find(clause), joined(reasons))


def _proposal(
    paragraph: Paragraph,
    section: Section,
    anchor: Span,
    run: Sequence[FoundTarget],
    said: _Said,
) -> Proposal:
    named = [one.because for one in run[:_SHOWN]]
    return Proposal(
        paragraph=paragraph.number,
        section=section,
        start=anchor.start,
        end=anchor.end,
        anchor=anchor.text,
        targets=tuple(dict.fromkeys(code for one in run for code in one.codes)),
        signal=said.signal,
        stage=said.stage,
        places=said.places,
        emphasis=said.emphasis,
        because=joined([*named, said.because]),
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
