"""Why a proposal was made and what an import says of a row, on Chinese pages of the desk."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client

from partners.models import ImportRun
from priorities.importing.read_documents import submit_document
from tests.desk.conftest import page_of, upload
from tests.desk.test_reading_at_the_desk import TEXT

pytestmark = pytest.mark.django_db
ROWS = (
    "name_en,city,makes,phone,minimum_order\n"
    "First Knit Ltd,Guangzhou,C182,by mail,\n"
    "Second Knit Ltd,Guangzhou,C182,,500 gadgets\n"
)


@pytest.fixture
def run(reference: None, editor: Client) -> ImportRun:
    return upload(editor, ROWS)


def chinese(client: Client, address: str) -> str:
    page = client.get(f"/admin/{address}", headers={"Accept-Language": "zh-Hans"})
    return str(page.content.decode())


def test_why_a_proposal_was_made(lists: None, editor: Client) -> None:
    reading = submit_document(
        content=TEXT,
        kind="work-report",
        province="370000",
        published=dt.date(2027, 1, 20),
        source="https://example.org/report",
        title="An invented report",
        by=User.objects.get(username="editor"),
    )
    page = chinese(editor, f"priorities/readdocument/{reading.pk}/change/")
    assert "“低空经济”指 EI-LAE" in page
    assert "承诺支持：列于工作任务部分" in page
    assert "stands in the tasks" not in page


def test_what_is_wrong_in_a_row(run: ImportRun, editor: Client) -> None:
    page = chinese(editor, f"partners/importrun/{run.pk}/change/?ending=error")
    assert "的单位“gadgets”无法识别" in page
    assert "which is unknown" not in page
    assert "不是电话号码，已略去" in chinese(
        editor, f"partners/importrun/{run.pk}/change/?ending=remarked"
    )
    assert "which is unknown" in page_of(editor, f"importrun/{run.pk}/change/", ending="error")


def test_the_report_as_a_table(run: ImportRun, editor: Client) -> None:
    address = f"/admin/partners/importrun/{run.pk}/report/"
    answer = editor.get(address, headers={"Accept-Language": "zh-Hans"})
    table = b"".join(answer.streaming_content).decode()
    assert "的单位“gadgets”无法识别" in table
    assert "which is unknown" not in table
