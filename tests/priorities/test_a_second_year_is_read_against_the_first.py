"""A second report of a province is read against the first: new, strengthened, kept, dropped."""

import datetime as dt

import pytest
from django.contrib.auth.models import User

from priorities.editions.document_comparison import Statement, compare_documents
from priorities.importing.proposal_decisions import decide
from priorities.importing.read_documents import submit_document
from priorities.models import Edition, ReadDocument
from priorities.queries.former_document import YearComparison, compare_with_former
from tests.priorities.curators import curator

# Both invented for this test; no province said either.
FIRST = """各位代表：
今年工作安排。
一、加快建设现代化产业体系
谋划发展低空经济。支持工业设计服务发展。
打造生物制造产业。"""
SECOND = """各位代表：
今年工作安排。
一、加快建设现代化产业体系
实施低空经济专项行动。支持工业设计服务发展。
打造具身智能产业。"""


def said(target: str, stage: str = "pledged", emphasis: str = "list", **differs: str) -> Statement:
    signal = differs.get("signal", "support")
    return Statement(int(differs.get("paragraph", 3)), "原文", (target,), signal, stage, emphasis)


def kinds(before: list[Statement], after: list[Statement]) -> dict[str, str]:
    return {one.target: one.change.value for one in compare_documents(before, after)}


def test_each_sector_is_new_strengthened_kept_or_dropped() -> None:
    before = [said("C17"), said("C18"), said("C19")]
    after = [said("C18"), said("C19", "launched"), said("C20")]
    assert kinds(before, after) == {
        "C20": "new", "C19": "strengthened", "C18": "kept", "C17": "dropped",
    }  # fmt: skip


def test_a_weaker_statement_is_kept() -> None:
    assert kinds([said("C17", "delivered")], [said("C17", "pledged")]) == {"C17": "kept"}


def test_more_emphasis_strengthens() -> None:
    assert kinds([said("C17")], [said("C17", emphasis="headline")]) == {"C17": "strengthened"}


def test_the_strongest_statement_of_each_document_counts() -> None:
    (change,) = compare_documents(
        [said("C17"), said("C17", "delivered", paragraph="9")], [said("C17", "launched")]
    )
    assert change.before is not None
    assert (change.change, change.before.paragraph) == ("kept", 9)


def test_context_puts_nothing_first() -> None:
    assert kinds([said("C17", signal="context")], [said("C17")]) == {"C17": "new"}


def test_a_document_compared_with_itself_keeps_all() -> None:
    same = [said("C17"), said("C18", "launched", "headline")]
    assert set(kinds(same, same).values()) == {"kept"}


@pytest.fixture
def editor(lists: None) -> User:
    return curator("reader", "draft")


def read_as(text: str, year: int, by: User, **differs: str) -> ReadDocument:
    return submit_document(
        content=text,
        kind=differs.get("kind", "measure"),
        province=differs.get("province", "540000"),
        published=dt.date(year, 1, 20),
        source="https://example.org/measures",
        title=f"Invented measures of {year}",
        by=by,
    )


def changes(found: YearComparison) -> dict[str, str]:
    return {one.target: one.change.value for one in found.changes}


@pytest.mark.django_db
def test_the_second_text_is_compared_with_the_first_of_its_province_and_kind(editor: User) -> None:
    first = read_as(FIRST, 2031, editor)
    read_as(SECOND, 2031, editor, province="370000")
    second = read_as(SECOND, 2032, editor)
    found = compare_with_former(second)
    assert found.against == first.document
    told = changes(found)
    assert told["EI-LAE"] == "strengthened"
    assert told["EI-ROBOT"] == "new"
    assert told["EI-BIOMFG"] == "dropped"
    assert "kept" in told.values()
    assert compare_with_former(first) == YearComparison(None, ())


@pytest.mark.django_db
def test_what_a_curator_rejected_is_in_neither(editor: User) -> None:
    first, second = read_as(FIRST, 2031, editor), read_as(SECOND, 2032, editor)
    for one in first.proposals.all():
        decide(proposal=one, decision="rejected", by=editor)
    assert set(changes(compare_with_former(second)).values()) == {"new"}


@pytest.mark.django_db
def test_a_report_is_compared_with_the_published_rows_of_the_year_before(editor: User) -> None:
    report = read_as(SECOND, 2031, editor, kind="work-report", province="370000")
    found = compare_with_former(report)
    assert found.against is not None
    held = Edition.objects.get(province="370000", number=1)
    assert found.against in {one.document for one in held.priorities.all()}
    assert {"dropped"} < set(changes(found).values())
