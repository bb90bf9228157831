"""`python -m quality [--short] [--choose] [--pairs FILE] [--words FILE] [--labels FILE]
[--reports FOLDER] [--json FILE]`: the card.

Exits with 1 when a law is broken. No server, no database, no internet; the same every time.
"""

import argparse
import json
import sys
from pathlib import Path

from quality import (
    choice,
    gaming,
    golden,
    identity,
    monotony,
    preferences,
    reading,
    sensitivity,
    spread,
    wishes,
    words,
)
from quality.scorecard import Card

# The numbers of pairs of each kind, climbs, trials and partners in them, random briefs.
FULL, SHORT = (40, 60, 20, 500, 100), (3, 4, 1, 100, 5)


def card(
    pairs: int,
    climbs: int,
    tables: int,
    partners: int,
    briefs: int,
    names: Path = identity.GOLD,
    word_file: Path = words.GOLD,
    labels: Path = reading.LABELS,
    reports: Path = reading.REPORTS,
) -> Card:
    """The whole card; the golden briefs are always all of them. `names` is a file of pairs of
    names, `word_file` one of judged words, `labels` one of what the documents in `reports` say.
    """
    found = Card()
    found.add(golden.lines(golden.briefs()))
    found.add(preferences.lines(pairs))
    found.add(monotony.lines(climbs))
    found.add(gaming.lines(tables, partners))
    lines, changes = sensitivity.lines(golden.briefs())
    found.add(lines, sensitivity=changes)
    asked = spread.briefs(briefs)
    answers = spread.answers(asked)
    found.add(wishes.lines(answers))
    found.add(words.lines(word_file))
    found.add(spread.lines(answers, len(asked)))
    found.add(identity.lines(names))
    found.add(reading.lines(labels, reports))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="make quality")
    parser.add_argument("--short", action="store_true", help="a tenth of the pairs and briefs")
    parser.add_argument("--choose", action="store_true", help="other weights on the same card")
    parser.add_argument("--pairs", type=Path, default=identity.GOLD, help="judged pairs of names")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--words", type=Path, default=words.GOLD, help="judged words, a CSV file")
    parser.add_argument("--labels", type=Path, default=reading.LABELS, help="judged priorities")
    parser.add_argument("--reports", type=Path, default=reading.REPORTS, help="their documents")
    options = parser.parse_args()
    if options.choose:
        print(choice.text())
        return 0
    sizes = SHORT if options.short else FULL
    found = card(
        *sizes,
        names=options.pairs,
        word_file=options.words,
        labels=options.labels,
        reports=options.reports,
    )
    print(found.text())
    if options.json:
        text = json.dumps(found.as_json(), indent=2, ensure_ascii=False)
        options.json.write_text(text + "\n", "utf-8")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
