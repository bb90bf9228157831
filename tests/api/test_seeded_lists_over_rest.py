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


def _rows(name: str, key: str) -> dict[str, dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


PAGES = _rows("provincial_priorities.csv", "id")
REPORTS = _rows("priorities/reports.csv", "province")
REPORTED = {code: _rows(f"priorities/{code}.csv", "key") for code in REPORTS}
# What a report says as well is the report's row.
IN_BOTH = {key for rows in REPORTED.values() for key in rows.keys() & PAGES.keys()}


def _codes(names: list[dict[str, str]]) -> set[str]:
    return {one["code"] for one in names}


def _listed(text: str) -> set[str]:
    return set(filter(None, text.split(";")))


def _shown(read, code: str) -> dict[str, dict[str, object]]:
    return {one["key"]: one for one in read(code)["priorities"]}


@pytest.mark.parametrize("code", sorted({row["province_code"] for row in PAGES.values()}))
def test_every_row_of_a_page_comes_back_as_it_is_sourced(read, code):
    rows = {key: row for key, row in PAGES.items() if row["province_code"] == code}
    shown = _shown(read, code)
    assert shown.keys() == rows.keys() | REPORTED.get(code, {}).keys()
    for key, row in rows.items():
        one = shown[key]
        if key in IN_BOTH:
            assert one["source"] == f"{REPORTS[code]['source']} ; {row['source']}"
            continue
        said = [one[name] for name in ("speaker", "signal", "stage", "source", "confidence")]
        assert said == [
            row[name] for name in ("speaker", "signal", "stance", "source", "confidence")
        ]
        assert all(said)
        assert (one["title_en"], one["title_zh"]) == (row["title"], row["title_zh"])
        assert (one["summary_en"], one["summary_zh"]) == (row["evidence"], row["evidence_zh"])
        assert (one["paragraph"], one["anchor"], one["emphasis"]) == (None, "", "")
        assert _codes(one["targets"]) == _listed(row["target_codes"])
        assert _codes(one["places"]) == _listed(row["city_codes"])
        assert one["scores"] <= (one["speaker"] == "government" and one["signal"] != "context")


@pytest.mark.parametrize("code", REPORTS)
def test_every_row_of_a_report_comes_back_with_its_paragraph(read, code):
    shown, report = _shown(read, code), REPORTS[code]
    for key, row in REPORTED[code].items():
        one = shown[key]
        for name in ("title_en", "title_zh", "summary_en", "summary_zh"):
            assert one[name] == row[name]
        for name in ("section", "anchor", "emphasis", "signal", "stage"):
            assert one[name] == row[name]
        assert one["paragraph"] == int(row["paragraph"])
        assert all((one["title_en"], one["title_zh"], one["summary_en"], one["anchor"]))
        assert _codes(one["targets"]) == _listed(row["targets"])
        assert _codes(one["places"]) == _listed(row["places"])
        assert (one["speaker"], one["confidence"]) == ("government", "high")
        assert one["effective_from"] == report["given_on"]
        assert one["document"]["title_zh"] == report["title_zh"]
        assert one["source"].startswith(report["source"])


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
        # The article does not name the eight; the work report does.
        ("4+4 emerging industries", "government", "support", "EI-LAE"),
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
    resting = [row for row in PAGES.values() if "seed article" in row["source"]]
    told = [words for sayings in ARTICLE.values() for words, *_ in sayings]
    assert len(resting) == len(told)
    for row in resting:
        assert sum(words in row["title"] for words in told) == 1, row["title"]


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


@pytest.mark.parametrize("province", [*ARTICLE, "Shanxi", "Macao"])
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


def test_a_province_without_a_list_still_shows_the_countrys_figures(read):
    found = read("Macao")
    assert (found["held"], found["priorities"], found["record"]) == (False, [], [])
    assert {one["place"] for one in found["context"]} == {None}
