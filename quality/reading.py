"""How well priorities are read from documents: proposals against rows that a person labelled.

The labels are a CSV file with the columns province_gb2260, paragraph, anchor, targets, signal,
stage, weight and note; the texts are CSV files with the columns province and full_text. Neither is
part of the repository; without them the section says so. How they are compared: docs/reading.md.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from harness import seed_reference
from priorities.reading.document import read_text
from priorities.reading.emphasis import Emphasis
from priorities.reading.proposals import Proposal, proposals
from priorities.reading.signals import Signal
from priorities.reading.stages import Stage
from quality.scorecard import Line

SECTION = "Reading"
# Labels and texts beside the checkout; a fresh clone has none.
_SHARED = Path(__file__).parents[2] / "shared"
LABELS = _SHARED / "gold" / "policy_dev.csv"
REPORTS = _SHARED / "reports" / "2026"
_PRECISION, _RECALL, _SIGNALS, _STAGES, _HEADLINES = 0.9, 0.75, 0.85, 0.6, 0.7
_SCORED = (Signal.SUPPORT, Signal.STRENGTH)
_LONGEST_TEXT = 10_000_000


@dataclass(frozen=True)
class LabelledRow:
    """A row that a person labelled, with the words of a proposal."""

    province: str
    paragraph: int
    anchor: str
    targets: tuple[str, ...]
    signal: str
    stage: str
    emphasis: str

    @property
    def counts(self) -> bool:
        """Whether the row names a sector, and says more than that it exists."""
        return bool(self.targets) and self.signal != Signal.CONTEXT

    def told(self) -> str:
        return f"{self.province} {self.paragraph}: {self.anchor}"


@dataclass(frozen=True)
class Matched:
    """A row that was found, and the proposal that is most like it."""

    row: LabelledRow
    proposal: Proposal


@dataclass(frozen=True)
class Comparison:
    """Proposals of some documents against their rows."""

    right: Sequence[str]
    wrong: Sequence[str]
    found: Sequence[Matched]
    missed: Sequence[LabelledRow]


def lines(labels: Path = LABELS, reports: Path = REPORTS) -> Iterable[Line]:
    """The section of the card; one line that says so where labels or texts are not there."""
    if not (labels.is_file() and reports.is_dir()):
        yield Line(SECTION, "no labels and texts of documents: skipped", 0, 0)
        return
    found = compared(read_rows(labels), read_texts(reports))
    wanted = "at least {:.0%} wanted"
    proposed = len(found.right) + len(found.wrong)
    yield Line(
        SECTION, "proposals that name what a row of their paragraph names", len(found.right),
        proposed, offenders=tuple(found.wrong), note=wanted.format(_PRECISION),
    )  # fmt: skip
    missed = tuple(row.told() for row in found.missed)
    yield Line(
        SECTION, "rows that a proposal of their paragraph finds", len(found.found),
        len(found.found) + len(missed), offenders=missed, note=wanted.format(_RECALL),
    )  # fmt: skip
    yield from _words_of(found)


def read_rows(path: Path) -> list[LabelledRow]:
    """The rows of a file of labels."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_row(row) for row in csv.DictReader(file)]


def _row(row: dict[str, str]) -> LabelledRow:
    # The labels weigh in their own words: policy_rules.md, section 5.
    listed = row["note"].startswith("own clause")
    weight = Emphasis.LIST if listed else Emphasis.MENTION
    return LabelledRow(
        province=row["province_gb2260"],
        paragraph=int(row["paragraph"]),
        anchor=row["anchor"],
        targets=tuple(code for code in row["targets"].split(";") if code),
        signal=row["signal"],
        stage=row["stage"],
        emphasis=Emphasis.HEADLINE if row["weight"] == "high" else weight,
    )


def read_texts(folder: Path) -> dict[str, str]:
    """The text of each province, by its code."""
    codes = {
        place.name_zh: place.code
        for place in seed_reference.atlas().places.values()
        if place.is_province
    }
    csv.field_size_limit(_LONGEST_TEXT)
    texts = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                name = next((one for one in codes if row["province"].startswith(one)), "")
                texts[codes.get(name, "")] = row["full_text"]
    return texts


def compared(rows: Sequence[LabelledRow], texts: dict[str, str]) -> Comparison:
    """The proposals of the texts of the rows' provinces, compared with the rows."""
    right: list[str] = []
    wrong: list[str] = []
    found: list[Matched] = []
    missed: list[LabelledRow] = []
    for province in dict.fromkeys(row.province for row in rows):
        counted = [row for row in rows if row.province == province and row.counts]
        reading = read_text(texts[province])
        of_paragraph = {one.number: one.text for one in reading.paragraphs}
        proposed = [
            one
            for one in proposals(reading, province, seed_reference.atlas())
            if one.signal is not Signal.CONTEXT
        ]
        for one in proposed:
            meets = any(_meet(one, row) for row in counted)
            (right if meets else wrong).append(f"{province} {one.paragraph}: {one.anchor}")
        for row in counted:
            near = [one for one in proposed if _meet(one, row)]
            if near:
                found.append(Matched(row, _nearest(row, near, of_paragraph[row.paragraph])))
            else:
                missed.append(row)
    return Comparison(right, wrong, found, missed)


def _meet(one: Proposal, row: LabelledRow) -> bool:
    """Whether a proposal and a row of one paragraph share a division or a class of services."""
    return one.paragraph == row.paragraph and not wide(one.targets).isdisjoint(wide(row.targets))


def wide(codes: Iterable[str]) -> frozenset[str]:
    """Divisions, classes of services, and emerging industries with their divisions and services."""
    return frozenset(other for code in codes for other in _wide(code))


@cache
def _wide(code: str) -> frozenset[str]:
    sector = seed_reference.taxonomy().sectors[code]
    found = {code, *sector.related}
    return frozenset(found | {one[:4] if one[:2] == "PS" else one[:3] for one in found
                              if not one.startswith("EI-")})  # fmt: skip


def _nearest(row: LabelledRow, near: Sequence[Proposal], text: str) -> Proposal:
    """The proposal at the place of a row, else the one with the most of its sectors."""
    start = text.find(row.anchor)
    end = start + len(row.anchor)

    def likeness(one: Proposal) -> tuple[bool, float, int, int]:
        overlap = min(end, one.end) - max(start, one.start)
        shared, all_codes = {*one.targets} & {*row.targets}, {*one.targets} | {*row.targets}
        return overlap > 0, len(shared) / len(all_codes), overlap, -one.start

    return max(near, key=likeness)


def _words_of(found: Comparison) -> Iterable[Line]:
    """Signal, stage and emphasis, each beside what a constant answer would reach."""
    signals = [
        (one.row.signal, one.proposal.signal.value)
        for one in found.found
        if one.row.signal in _SCORED
    ]
    stages = [(one.row.stage, one.proposal.stage.value) for one in found.found]
    weights = [(one.row.emphasis, one.proposal.emphasis.value) for one in found.found]
    weights += [(row.emphasis, "missed") for row in found.missed]
    yield _score("macro-F1 of support and strength", signals, _SCORED, _SIGNALS, Signal.SUPPORT)
    yield _score("macro-F1 of the four stages", stages, tuple(Stage), _STAGES, Stage.PLEDGED)
    yield _score("F1 of headlines", weights, (Emphasis.HEADLINE,), _HEADLINES, Emphasis.LIST)


def _score(
    asked: str,
    pairs: Sequence[tuple[str, str]],
    labels: Sequence[str],
    least: float,
    constant: str,
) -> Line:
    score = macro_f1(pairs, labels)
    always = macro_f1([(right, constant) for right, _ in pairs], labels)
    note = f'at least {least:.2f} wanted; always "{constant}" would reach {always:.2f}'
    wrong = sorted(f"{right}, read as {said}" for right, said in pairs if right != said)
    return Line(SECTION, f"{asked}, in thousandths", round(1000 * score), 1000,
                offenders=tuple(dict.fromkeys(wrong)), note=note)  # fmt: skip


def macro_f1(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> float:
    """The mean over the labels of F1, from pairs of (right, said)."""
    scores = []
    for label in labels:
        both = sum(right == label == said for right, said in pairs)
        either = sum((right == label) + (said == label) for right, said in pairs)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / len(scores)
