"""What was stored in English with its template is told in the language of each reader."""

from typing import Any

import pytest

from api.examples import example
from firms.models import Firm
from partners.models import ImportedRow
from priorities.models import ReadProposal
from tests.api.caller import Caller
from tests.api.chinese import english_of
from tests.api.desk import Desk, done
from tests.api.keeping import imported, keeper

pytestmark = pytest.mark.django_db
ROWS = (
    "name_en,city,makes,phone,minimum_order\n"
    "First Knit Ltd,Guangzhou,C182,,\n"
    "Second Knit Ltd,Suzou,C182,,\n"
    "Third Knit Ltd,Guangzhou,C182,by mail,\n"
    "Fourth Knit Ltd,Guangzhou,C182,,500 gadgets\n"
    "First Knit Ltd,Guangzhou,C182,,\n"
    "Total,Guangzhou,C182,,\n"
)


@pytest.fixture
def document(desk: Desk) -> str:
    return str(
        done(desk.editor.post("/v1/documents", example("document_text")), 201).json()["location"]
    )


@pytest.fixture
def curating(firm: Firm, places: None, sectors: None) -> Caller:
    return keeper(firm)


def told(caller: Caller, address: str, language: str) -> Any:
    answer = done(caller.get(address, Accept_Language=language), 200)
    assert "Accept-Language" in answer.headers["Vary"]
    return answer.json()


def test_why_a_proposal_was_made(desk: Desk, document: str) -> None:
    chinese = told(desk.editor, document, "zh-Hans")["proposals"]
    assert chinese
    for one in chinese:
        assert english_of(one["because"], one["targets"]) == [], one["because"]
    english = [one["because"] for one in told(desk.editor, document, "en")["proposals"]]
    rows = ReadProposal.objects.order_by("number")
    assert english == list(rows.values_list("because", flat=True))


def test_why_a_proposal_of_an_earlier_release_was_made_stays_as_it_was(
    desk: Desk, document: str
) -> None:
    english = told(desk.editor, document, "en")
    ReadProposal.objects.update(because_message=None)
    assert told(desk.editor, document, "zh-Hans") == english


def test_what_was_wrong_in_a_row(curating: Caller) -> None:
    rows = f"{imported(curating, ROWS)}/rows"
    remarks = {
        row["row"]: [one["message"] for one in row["remarks"]] + [row["reason"]]
        for row in told(curating, rows, "zh-Hans")["results"]
    }
    assert remarks[4] == ["不是电话号码，已略去", ""]
    assert remarks[5] == ["的单位“gadgets”无法识别"] * 2
    assert remarks[6][-1].startswith("第 2 行")
    assert remarks[7] == ["是合计行，不是机构"] * 2
    for row, said in remarks.items():
        values = ["Suzou", "gadgets", "Suzhou", "First Knit Ltd", "first", "knit"]
        assert [word for one in said for word in english_of(one, values)] == [], (row, said)


def test_a_row_in_english_says_what_is_stored(curating: Caller) -> None:
    rows = f"{imported(curating, ROWS)}/rows"
    for row in told(curating, rows, "en")["results"]:
        stored = ImportedRow.objects.get(row=row["row"])
        assert row["reason"] == stored.reason
        assert row["remarks"] == [
            {name: one[name] for name in ("column", "code", "value", "message", "suggestion")}
            for one in stored.remarks
        ]
    said = {one["message"] for row in ImportedRow.objects.all() for one in row.remarks}
    assert "has the unit 'gadgets', which is unknown" in said
    assert "is not a phone number: it is left out" in said


def test_a_row_of_an_earlier_release_is_told_as_far_as_its_sentences_have_no_values(
    curating: Caller,
) -> None:
    rows = f"{imported(curating, ROWS)}/rows"
    for row in ImportedRow.objects.all():
        row.remarks = [
            {name: value for name, value in one.items() if name != "template"}
            for one in row.remarks
        ]
        row.save()
    found = {row["row"]: row for row in told(curating, rows, "zh-Hans")["results"]}
    assert found[5]["reason"] == "has the unit 'gadgets', which is unknown"
    assert found[7]["reason"] == "是合计行，不是机构"


def test_the_annotated_file(curating: Caller) -> None:
    address = f"{imported(curating, ROWS)}/annotated"
    chinese, english = (
        b"".join(curating.get(address, Accept_Language=language).streaming_content).decode(
            "utf-8-sig"
        )
        for language in ("zh-Hans", "en")
    )
    assert "的单位“gadgets”无法识别" in chinese
    assert "which is unknown" not in chinese
    assert "has the unit 'gadgets', which is unknown" in english
