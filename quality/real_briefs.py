"""`python -m quality.real_briefs --briefs FILE [--names FILE] [--texts]`: judged briefs on the
records held.

The briefs are JSON, `[{id, text, brief, expected, preferred, forbidden, on_record}, ...]`, with
names of partners, or `{"division": "C35"}` in `forbidden`; the names are JSON, name -> its
spellings. Neither is part of the repository. Each brief is asked of the database that the settings
name, as `POST /v1/rank` asks it, so that the seeds must be loaded; with `--texts` as the sentence
`text` is understood, which is what a buyer types.
"""

import argparse
import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LISTED = ROOT / "seeds" / "partners" / "listed_firms.csv"
WITHIN, NOWHERE = 20, 10
NOBODY = "nobody-on-record"
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """The spellings of each judged partner, and the division of each listed firm."""

    spellings: Mapping[str, frozenset[str]]
    divisions: Mapping[str, str]

    def rank_of(self, name: str, answer: Answer) -> int | None:
        """The rank of the partner with this name; None where it is not listed."""
        known = self.spellings.get(name, frozenset((_key(name),)))
        ranks = (one["rank"] for one in answer["entries"] if known & _names_of(one))
        return next(ranks, None)

    def in_division(self, division: str, answer: Answer) -> list[tuple[int, str]]:
        """Rank and name of each listed firm of a division of GB/T 4754."""
        return [
            (entry["rank"], entry["partner"]["name_zh"])
            for entry in answer["entries"]
            if self.divisions.get(_key(entry["partner"]["name_zh"])) == division
        ]


@dataclass(frozen=True)
class Judged:
    """What came of one brief: what was wrong, and what was counted of how many."""

    brief: str
    counts: Mapping[str, tuple[int, int]]
    wrong: tuple[str, ...]
    verdict: str
    ties: tuple[int, int]


def judge(case: Mapping[str, Any], answer: Answer, names: Names) -> Judged:
    """The counts of one brief: `expected`, `preferred`, `forbidden` (kept out) and `nobody`."""
    wrong: list[str] = []
    found = _expected(case, answer, names, wrong)
    right = _preferred(case, answer, names, wrong)
    kept, barred = _forbidden(case, answer, names, wrong)
    verdict = (answer.get("verdict") or {}).get("code", "")
    nobody = not case["expected"] and not case.get("on_record")
    exact = any(one.get("relation") == "exact" for one in answer["entries"])
    said = (verdict == NOBODY) == nobody and not (nobody and exact)
    if not said:
        wrong.append(f"verdict {verdict or 'none'}{', with exact entries' if exact else ''}")
    counts = {
        "expected": (found, len(case["expected"])),
        "preferred": (right, len(case["preferred"])),
        "forbidden": (kept, barred),
        "nobody": (int(said), 1),
    }
    return Judged(case["id"], counts, tuple(wrong), verdict, ties(answer))


def _expected(case: Mapping[str, Any], answer: Answer, names: Names, wrong: list[str]) -> int:
    ranks = {name: names.rank_of(name, answer) for name in case["expected"]}
    late = {name: rank for name, rank in ranks.items() if rank is None or rank > WITHIN}
    wrong += [f"expected {name} at {rank or 'no rank'}" for name, rank in late.items()]
    return len(ranks) - len(late)


def _preferred(case: Mapping[str, Any], answer: Answer, names: Names, wrong: list[str]) -> int:
    held = 0
    for better, worse in case["preferred"]:
        first, second = names.rank_of(better, answer), names.rank_of(worse, answer)
        if first is not None and (second is None or first < second):
            held += 1
        else:
            wrong.append(f"{better} at {first or 'no rank'}, not before {worse} at {second}")
    return held


def _forbidden(
    case: Mapping[str, Any], answer: Answer, names: Names, wrong: list[str]
) -> tuple[int, int]:
    listed: list[tuple[int, str]] = []
    for one in case["forbidden"]:
        if isinstance(one, str):
            rank = names.rank_of(one, answer)
            listed += [(rank, one)] if rank else []
        else:
            some = names.in_division(one["division"], answer)
            listed += [each for each in some if each[1] not in case["expected"]]
    seen = sorted({each for each in listed if each[0] <= NOWHERE})
    wrong += [f"forbidden {name} at {rank}" for rank, name in seen]
    return len(case["forbidden"]) - len(seen), len(case["forbidden"])


def ties(answer: Answer) -> tuple[int, int]:
    """Entries among the first twenty with the points of another one, and how many there are."""
    first = answer["entries"][:WITHIN]
    points = Counter((one.get("relation"), one["points"]) for one in first)
    tied = sum(count for count in points.values() if count > 1)
    return tied, len(first)


def _names_of(entry: Mapping[str, Any]) -> frozenset[str]:
    partner = entry["partner"]
    every = (partner["name_zh"], partner["name_en"], *partner.get("aliases", ()))
    return frozenset(_key(name) for name in every if name)


@cache
def _key(name: str) -> str:
    """A name without case, spaces and the width of its brackets."""
    return "".join(name.casefold().split()).replace("(", "（").replace(")", "）")


def read_names(path: Path | None) -> Names:
    """The spellings of the file, if any, and the divisions of the listed firms."""
    given = json.loads(path.read_text("utf-8")) if path else {}
    spellings = {
        name: frozenset(
            _key(one) for one in (name, *row["spellings"], *row["same_firm"], row["name_en"]) if one
        )
        for name, row in given.items()
    }
    with LISTED.open(encoding="utf-8", newline="") as file:
        divisions = {_key(row["name_zh"]): row["gbt4754_division"] for row in csv.DictReader(file)}
    return Names(spellings, divisions)


def text(some: Sequence[Judged]) -> str:
    """The figures, and what was wrong brief by brief."""
    lines: list[str] = []
    for one in some:
        lines.append(f"{one.brief}: {one.verdict}; {one.ties[0]} of {one.ties[1]} tied")
        lines += [f"    - {each}" for each in one.wrong]
    for name in ("expected", "preferred", "forbidden", "nobody"):
        held = sum(one.counts[name][0] for one in some)
        of = sum(one.counts[name][1] for one in some)
        lines.append(f"{name:>10}: {held} of {of} ({held / max(of, 1):.1%})")
    tied, seats = (sum(one.ties[n] for one in some) for n in (0, 1))
    lines.append(f"{'ties':>10}: {tied} of {seats} seats within the first {WITHIN}")
    return "\n".join(lines)


def read_from_texts(cases: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The cases with the brief that is read from each text."""
    from matcher.briefs.interpret_text import interpret_text

    return [{**case, "brief": interpret_text(case["text"]).brief} for case in cases]


def ask(cases: Iterable[Mapping[str, Any]], names: Names) -> list[Judged]:
    """Each brief asked of the database, on all datasets that are not simulated."""
    from api.requests.representation import Representation
    from api.v1.render_answer import render_computed
    from matcher.shortlists.compute_answer import answer_at_once

    wish = Representation("en")
    return [
        judge(
            case, render_computed("", answer_at_once({**case["brief"], "limit": 200}), wish), names
        )
        for case in cases
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m quality.real_briefs")
    parser.add_argument("--briefs", type=Path, required=True, help="judged briefs, a JSON file")
    parser.add_argument("--names", type=Path, help="the spellings of their partners")
    parser.add_argument("--texts", action="store_true", help="read each brief from its text")
    options = parser.parse_args()
    _set_up()
    cases = json.loads(options.briefs.read_text("utf-8"))
    if options.texts:
        cases = read_from_texts(cases)
    print(text(ask(cases, read_names(options.names))))
    return 0


def _set_up() -> None:
    import django

    import embedded

    embedded.ensure_environment(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
