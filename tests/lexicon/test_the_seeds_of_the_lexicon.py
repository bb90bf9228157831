"""Every row of `seeds/lexicon` names known sectors and a source; no trade word stands twice."""

import csv
from pathlib import Path

import pytest

from partners.lexicon import meanings, terms

SEEDS = Path(__file__).parents[2] / "seeds"
FOLDER = SEEDS / "lexicon"
TAXONOMY = (
    "manufacturing_groups",
    "manufacturing_sectors",
    "producer_services",
    "emerging_industries",
)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def known():
    files = (SEEDS / f"{name}.csv" for name in TAXONOMY)
    return {row["code"] for file in files for row in rows(file)} | {terms.NONE}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_has_a_source_and_known_sectors(path, known):
    for row in rows(path):
        assert row["source"], row
        assert set(row.get("codes", terms.NONE).split(";")) <= known, row
        assert "codes" not in row or row["source"] in meanings.SOURCES, row


def test_no_trade_word_is_stated_twice():
    loaded = terms.load(FOLDER)
    seen = set()
    for path in sorted(FOLDER.glob("trade_*.csv")):
        for row in rows(path):
            for said in row["terms"].split("|"):
                key = loaded.key(said.removeprefix("="))
                assert key not in seen, f"{path.name}: {said}"
                seen.add(key)


@pytest.mark.parametrize("name", ["index_en.csv", "official_zh.csv"])
def test_terms_of_the_lists_are_stored_as_their_keys(name):
    loaded = terms.load(FOLDER)
    for row in rows(FOLDER / name):
        assert loaded.key(row["term"]) == row["term"].replace(" ", "")
