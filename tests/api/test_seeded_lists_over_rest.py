"""The seeds over REST: every row with its source, and what the article says of its provinces."""

import csv
from collections.abc import Iterator

import pytest

from partners.intake.reference_files import load_reference
from priorities.importing.seed_lists import load_context_figures, load_doubts, load_seed_lists
from tests.api.desk import done
from tests.seeded import SEEDS, kept_for_a_module


def load() -> None:
    load_reference(SEEDS)
    load_seed_lists(SEEDS)
    load_context_figures(SEEDS)
    load_doubts(SEEDS)


@pytest.fixture(scope="module")
def _seeds(django_db_setup, django_db_blocker) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, load):
        yield


@pytest.fixture
def read(_seeds, call):
    return lambda text: done(call.get(f"/v1/provinces/{text}/priorities")).json()


def test_every_seeded_row_comes_back_as_it_is_sourced(read):
    with (SEEDS / "provincial_priorities.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    shown = {
        one["key"]: one
        for province in sorted({row["province_code"] for row in rows.values()})
        for one in read(province)["priorities"]
    }
    assert shown.keys() == rows.keys()
    for key, row in rows.items():
        one = shown[key]
        said = [one[name] for name in ("speaker", "signal", "stage", "source", "confidence")]
        assert said == [
            row[name] for name in ("speaker", "signal", "stance", "source", "confidence")
        ]
        assert all(said)
        assert one["summary_en"] == row["evidence"]
        assert {t["code"] for t in one["targets"]} == set(
            filter(None, row["target_codes"].split(";"))
        )
        assert {p["code"] for p in one["places"]} == set(filter(None, row["city_codes"].split(";")))
        assert one["scores"] <= (one["speaker"] == "government" and one["signal"] != "context")


# What the article says of a province: words of a title, who speaks, the signal, some targets.
ARTICLE = {
    "Guangdong": [
        ("Manufacturing and services developed in coordination", "government", "support", "PS01"),
        ("Technical, financial, legal and branding services", "scholar", "context", "PS041"),
        (
            "Hong Kong high-end services joined to Pearl River Delta",
            "government",
            "support",
            "PS04",
        ),
        ("Cross-border e-commerce plus industrial belt pilot", "company", "support", "PS033"),
    ],
    "Shandong": [
        ("a shortcoming among shortcomings", "government", "shortage", "PS07"),
        ("4+4 emerging industries", "government", "support", None),
        ("Design, branding and systems-level services", "government", "shortage", "PS011"),
    ],
    "Zhejiang": [("producer services up the value chain", "government", "support", "PS01")],
    "Liaoning": [("Small cuts that remove everyday irritants", "government", "context", None)],
    "Guangxi": [("Clear old land, forest and water disputes", "government", "context", None)],
    "Anhui": [
        ("AI, solid-state batteries and high-performance chips", "company", "support", "EI-SSB"),
        ("Largest car-producing province", "statistic", "strength", "C36"),
        ("Science and technology leads", "government", "support", "EI-QUANTUM"),
    ],
    "Hubei": [("Local eVTOL aircraft shown in the hall", "press", "context", None)],
}


def test_each_province_of_the_article_shows_what_the_article_says_of_it(read):
    for province, sayings in ARTICLE.items():
        rows = read(province)["priorities"]
        for words, speaker, signal, target in sayings:
            [row] = [one for one in rows if words in one["title_en"]]
            assert (row["speaker"], row["signal"]) == (speaker, signal), words
            targets = [one["code"] for one in row["targets"]]
            assert target in targets if target else not targets, words
            assert row["scores"] is (
                speaker == "government" and signal != "context" and target is not None
            )
            assert any("chinadailybrief.com" in link for link in row["links"])


def test_every_row_that_rests_on_the_article_is_among_what_it_says(read):
    """None is left out of the above, and no other province claims the article for itself."""
    with (SEEDS / "provincial_priorities.csv").open(encoding="utf-8", newline="") as file:
        resting = [row for row in csv.DictReader(file) if "seed article" in row["source"]]
    told = [words for sayings in ARTICLE.values() for words, *_ in sayings]
    assert len(resting) == len(told)
    for row in resting:
        assert sum(words in row["title_en"] for words in told) == 1, row["title_en"]


# The figures that the article quotes.
@pytest.mark.parametrize(
    ("province", "indicator", "value"),
    [
        ("Guangdong", "gdp_growth", 3.9),
        ("Guangdong", "manufacturing_value_added_growth", 3.2),
        ("Guangdong", "industrial_value_added_growth", 3),
    ],
)
def test_the_figures_that_the_article_quotes_stand_beside_the_list(
    read, province, indicator, value
):
    figures = {
        (one["indicator"], one["period"]): one
        for one in read(province)["context"]
        if one["place"] is not None
    }
    assert figures[indicator, "2025"]["value"] == value
    assert figures[indicator, "2025"]["source"]


@pytest.mark.parametrize("province", [*ARTICLE, "Shanxi"])
def test_the_articles_doubts_stand_beside_every_province_for_they_name_none(read, province):
    doubts = read(province)["doubts"]
    assert [(one["key"], one["kind"], one["place"]) for one in doubts] == [
        ("AD01", "money", None),
        ("AD02", "money", None),
        ("AD03", "capacity", None),
        ("AD04", "capacity", None),
        ("AD05", "capacity", None),
    ]
    for one in doubts:
        assert (one["speaker"], one["confidence"]) == ("press", "high")
        assert one["links"] == ["https://chinadailybrief.com/article/69a270c50c469af7c287a39d"]


def test_every_province_with_a_list_has_a_record_and_every_one_its_figures(read):
    found = read("Shandong")
    assert [one["key"] for one in found["record"]] == sorted(
        one["key"] for one in found["priorities"]
    )
    assert all(len(one["steps"]) == 1 for one in found["record"])
    assert {one["place"]["code"] if one["place"] else None for one in found["context"]} == {
        "370000", None
    }  # fmt: skip


def test_a_province_without_a_list_still_shows_its_figures(read):
    found = read("Shanxi")
    assert (found["held"], found["record"]) == (False, [])
    assert found["context"]
