"""How well names are told apart: pairs of names with the right answer, given by a file.

The file is JSON, `{"pairs": [[left, right, "same" or "different", kind], ...]}`. It is no part of
the repository; without it the section says so. A list of firms beside it (`../real/
a_share_firms.csv`, with `name_en`) makes the ranking of candidates harder.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from partners.identity import Identity, IdentityIndex, compare
from quality.scorecard import Line

SECTION = "Identity"
# Pairs judged by people, beside the checkout; a fresh clone has none.
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "pairs_dev.json"
_OTHER_NAMES = Path("../real/a_share_firms.csv")
# Of the pairs of different firms: at most 0.5 % same and 3 % unsure. Of those of one firm: 85 % of
# short and full names, 60 % of Chinese and English ones, `same` or ranked first.
_FALSE, _UNSURE, _SHORT, _SCRIPTS = 0.005, 0.03, 0.85, 0.60

Pair = tuple[str, str, str, str]


def lines(path: Path) -> list[Line]:
    """The section of the card; one line that says so where there is no file."""
    if not path.is_file():
        return [Line(SECTION, "no file of pairs: skipped", 0, 0)]
    pairs: list[Pair] = [tuple(pair) for pair in json.loads(path.read_text("utf-8"))["pairs"]]
    outcomes = [compare(Identity(left), Identity(right)).outcome for left, right, _, _ in pairs]
    return [*_different(pairs, outcomes), *_same(pairs, outcomes, path)]


def _different(pairs: Sequence[Pair], outcomes: Sequence[str]) -> list[Line]:
    rows = [row for row in zip(pairs, outcomes, strict=True) if row[0][2] == "different"]
    found = []
    for asked, outcome, most in (
        ("different firms are not called the same", "same", _FALSE),
        ("different firms are not left unsure", "unsure", _UNSURE),
    ):
        wrong = [_shown(pair) for pair, said in rows if said == outcome]
        note = f"at least {1 - most:.1%} wanted"
        line = Line(SECTION, asked, len(rows) - len(wrong), len(rows), False, tuple(wrong), note)
        found.append(line)
    return found


def _same(pairs: Sequence[Pair], outcomes: Sequence[str], path: Path) -> list[Line]:
    rows = [row for row in zip(pairs, outcomes, strict=True) if row[0][2] == "same"]
    short = [row for row in rows if row[0][3] == "short-full"]
    missed = [_shown(pair) for pair, said in short if said != "same"]
    held = len(short) - len(missed)
    note = f"at least {_SHORT:.0%} wanted"
    asked = "a short and a full name of one firm are the same"
    first = Line(SECTION, asked, held, len(short), False, tuple(missed), note)
    return [first, _scripts([row for row in rows if row[0][3] == "zh-en"], pairs, path)]


def _scripts(rows: Sequence[tuple[Pair, str]], pairs: Sequence[Pair], path: Path) -> Line:
    """Chinese and English names: same, or unsure with the right firm first of all names."""
    names = dict.fromkeys(right for _, right, _, _ in pairs if right.isascii())
    others = path.parent / _OTHER_NAMES
    if others.is_file():
        with others.open(encoding="utf-8", newline="") as text:
            known = {_letters(name) for name in names}
            listed = [row["name_en"] for row in csv.DictReader(text)]
            names |= dict.fromkeys(name for name in listed if _letters(name) not in known)
    index = IdentityIndex([Identity(name) for name in names if name])
    missed = []
    for pair, outcome in rows:
        best = index.candidates(Identity(pair[0]), limit=1) if outcome == "unsure" else []
        first = bool(best) and best[0].identity.name == pair[1]
        if outcome != "same" and not first:
            missed.append(f"{outcome}: {_shown(pair)}")
    asked = "a Chinese and an English name of one firm are the same, or ranked first"
    note = f"at least {_SCRIPTS:.0%} wanted, among {len(index):,} names"
    return Line(SECTION, asked, len(rows) - len(missed), len(rows), False, tuple(missed), note)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _shown(pair: Pair) -> str:
    return f"{pair[0]} / {pair[1]}"
