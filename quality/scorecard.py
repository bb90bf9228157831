"""The scorecard: what was asked, how many held of how many, the worst offenders by name."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

SHOWN = 5


@dataclass(frozen=True)
class Line:
    """A question of the scorecard. A `law` must not be broken; any other line is a figure."""

    section: str
    asked: str
    held: int
    of: int
    law: bool = False
    offenders: tuple[str, ...] = ()
    note: str = ""

    @property
    def broken(self) -> bool:
        return self.law and self.held < self.of


@dataclass
class Card:
    """All lines, and the figures behind them for the JSON file."""

    lines: list[Line] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def add(self, lines: Iterable[Line], **figures: Any) -> None:
        self.lines += lines
        self.figures |= figures

    @property
    def broken(self) -> list[Line]:
        return [line for line in self.lines if line.broken]

    def as_json(self) -> dict[str, Any]:
        lines = [{**asdict(line), "broken": line.broken} for line in self.lines]
        return {"broken": len(self.broken), "lines": lines, **self.figures}

    def text(self) -> str:
        """The card as a table for people."""
        shown = []
        section = ""
        for line in self.lines:
            if line.section != section:
                section = line.section
                shown.append(f"\n== {section}")
            shown += _shown(line)
        verdict = f"{len(self.broken)} laws broken" if self.broken else "every law holds"
        return "\n".join([*shown, "", verdict])


def _shown(line: Line) -> Iterable[str]:
    mark = "BROKEN" if line.broken else "law" if line.law else ""
    count = f"{line.held}/{line.of}" if line.of else ""
    yield f"{mark:>6}  {count:>11}  {line.asked}{': ' + line.note if line.note else ''}"
    for one in line.offenders[:SHOWN]:
        yield f"{'':21}- {one}"
    if len(line.offenders) > SHOWN:
        yield f"{'':21}- and {len(line.offenders) - SHOWN} more (in the JSON file)"


def quantiles(figures: Sequence[float]) -> str:
    """least, lower quarter, median, upper quarter, most."""
    some = sorted(figures)
    if not some:
        return "none"
    at = [some[round(part * (len(some) - 1) / 4)] for part in range(5)]
    return "least {:g}, quarter {:g}, median {:g}, three quarters {:g}, most {:g}".format(*at)
