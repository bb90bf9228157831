"""A curator reads a document at the desk, decides on its proposals, and makes the draft."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from priorities.importing.proposal_decisions import decide
from priorities.importing.read_documents import submit_document
from priorities.models import Edition, ReadDocument
from tests.priorities.curators import staff

# Invented for this test; no province said it.
TEXT = """各位代表：
今年工作安排。
一、加快建设现代化产业体系
大力发展具身智能产业。支持低空经济发展。
做强新材料产业，培育工业设计服务。"""
GIVEN = {
    "text": TEXT,
    "province": "370000",
    "kind": "work-report",
    "published_on": "2027-01-20",
    "source": "https://example.org/report",
    "title": "An invented report",
    "title_zh": "",
}
BASE = "/admin/priorities/readdocument/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user(lists: None) -> User:
    return staff("drafter", "Editors")


@pytest.fixture
def editor(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def viewer(lists: None) -> Client:
    client = Client()
    client.force_login(staff("viewer", "Approvers"))
    return client


@pytest.fixture
def reading(user: User) -> ReadDocument:
    return submit_document(
        content=TEXT,
        kind="work-report",
        province="370000",
        published=dt.date(2027, 1, 20),
        source="https://example.org/report",
        title="An invented report",
        by=user,
    )


def page(client: Client, path: str) -> str:
    answer = client.get(f"{BASE}{path}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def press(client: Client, path: str, **posted: Any) -> str:
    return client.post(f"{BASE}{path}", posted, follow=True).content.decode()


def test_a_pasted_text_is_read_and_shown_with_its_marks(editor: Client) -> None:
    shown = press(editor, "read/", **GIVEN)
    reading = ReadDocument.objects.get()
    for one in reading.proposals.all():
        mark = f'id="rh-mark-{one.number}" href="#rh-proposal-{one.number}">{one.anchor}</a>'
        assert mark in shown
    assert "低空经济" in shown
    assert 'src="/static/priorities/reading' in shown


def test_a_file_is_read_as_well(editor: Client) -> None:
    file = SimpleUploadedFile("report.html", f"<html><p>{TEXT}</p></html>".encode())
    press(editor, "read/", **(GIVEN | {"text": "", "file": file}))
    assert ReadDocument.objects.get().proposals.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", "", "Give either a file or a text."),
        ("text", "   \n", "Give either a file or a text."),
        ("source", "example.org", "is no address of a page"),
        ("published_on", "", "This field is required."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    editor: Client, field: str, value: str, told: str
) -> None:
    shown = press(editor, "read/", **(GIVEN | {field: value}))
    assert told in shown
    assert not ReadDocument.objects.exists()


def test_a_broken_file_is_refused_at_the_file(editor: Client) -> None:
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.4 nothing")
    shown = press(editor, "read/", **(GIVEN | {"text": "", "file": file}))
    assert "report.pdf" in shown
    assert not ReadDocument.objects.exists()


def test_buttons_decide_without_scripts_and_lead_to_the_next_open_proposal(
    editor: Client, reading: ReadDocument
) -> None:
    answer = editor.post(f"{BASE}{reading.pk}/decide/1/", {"decision": "accepted"})
    assert answer["Location"].endswith("#rh-proposal-2")
    press(editor, f"{reading.pk}/decide/2/", decision="rejected")
    states = list(reading.proposals.values_list("decision", flat=True))
    assert states[:3] == ["accepted", "rejected", "open"]
    press(editor, f"{reading.pk}/decide/1/", decision="open")
    assert reading.proposals.get(number=1).decision == "open"


def mending(reading: ReadDocument, **differs: str) -> dict[str, str]:
    one = reading.proposals.get(number=1)
    return {
        "targets": "; ".join(one.targets),
        "signal": one.signal,
        "stage": one.stage,
        "emphasis": one.emphasis,
        "places": "",
        "title_en": "A title of our own",
        "title_zh": "自拟标题",
        "summary_en": "Our own words.",
        "summary_zh": "",
        **differs,
    }


def test_a_proposal_is_mended_in_its_form(editor: Client, reading: ReadDocument) -> None:
    shown = page(editor, f"{reading.pk}/change/?mend=1")
    assert 'name="summary_zh"' in shown
    posted = mending(reading, targets="C182; PS033", places="370100", stage="under way")
    press(editor, f"{reading.pk}/mend/1/", **posted)
    one = reading.proposals.get(number=1)
    assert one.decision == "mended"
    assert (one.value("targets"), one.value("places")) == (["C182", "PS033"], ["370100"])
    assert (one.value("stage"), one.value("title_zh")) == ("under way", "自拟标题")


def test_an_unknown_code_is_told_in_the_form_with_the_nearest(
    editor: Client, reading: ReadDocument
) -> None:
    shown = press(editor, f"{reading.pk}/mend/1/", **mending(reading, targets="C1822"))
    assert "C1822 is no sector → C182" in shown
    assert 'value="C1822"' in shown
    assert reading.proposals.get(number=1).decision == "open"


def test_what_was_kept_becomes_the_draft(editor: Client, user: User, reading: ReadDocument) -> None:
    assert "Make the draft" not in page(editor, f"{reading.pk}/change/")
    decide(proposal=reading.proposals.all()[0], decision="accepted", by=user)
    assert "Make the draft (1)" in page(editor, f"{reading.pk}/change/").replace("</span>", "")
    shown = press(editor, f"{reading.pk}/draft/")
    draft = Edition.objects.open().get()
    assert draft.coverage == "document"
    assert "What you kept is in the draft now" in shown
    assert "Submit for approval" in shown


def test_who_may_not_draft_may_look_only(viewer: Client, reading: ReadDocument) -> None:
    shown = page(viewer, f"{reading.pk}/change/")
    assert "rh-mark-1" in shown
    assert "/decide/" not in shown
    for path in (
        f"{reading.pk}/decide/1/",
        f"{reading.pk}/mend/1/",
        f"{reading.pk}/draft/",
        "read/",
    ):
        assert viewer.post(f"{BASE}{path}", {"decision": "accepted"}).status_code == 403
    assert reading.proposals.get(number=1).decision == "open"


def test_who_has_no_role_sees_nothing(db: None, reading: ReadDocument) -> None:
    client = Client()
    client.force_login(staff("stranger"))
    assert client.get(f"{BASE}{reading.pk}/change/").status_code == 403
    assert client.get(BASE).status_code == 403


def test_each_decision_is_in_the_history(editor: Client, reading: ReadDocument) -> None:
    press(editor, f"{reading.pk}/decide/1/", decision="accepted")
    shown = page(editor, f"{reading.pk}/history/")
    assert "lifecycle.decide" in shown
    assert "drafter" in shown


def test_the_year_before_is_shown(editor: Client, reading: ReadDocument) -> None:
    shown = page(editor, f"{reading.pk}/change/")
    assert "Compared with the year before:" in shown
    assert "Dropped" in shown


def test_the_list_tells_how_many_are_not_decided(editor: Client, reading: ReadDocument) -> None:
    shown = page(editor, "")
    assert "An invented report" in shown
    assert "Read a document" in shown
