"""The page of a partner: what its records say, where they disagree, and buttons that move them."""

from typing import Any

import pytest
from django.test import Client

from demonstration import DATASET
from partners.models import Partner, Record
from partners.registry import registration
from tests.desk.conftest import page_of

pytestmark = pytest.mark.django_db


def address(partner, verb="change"):
    return f"/admin/partners/partner/{partner.pk}/{verb}/"


def press(client: Client, partner: Partner, verb: str, **posted: Any) -> str:
    given = {"reason": "seen at the registry"} | posted
    answer = client.post(address(partner, verb), given, follow=True)
    return str(answer.content.decode())


@pytest.fixture
def knitter(registered) -> Partner:
    return registered()


@pytest.fixture
def other(registered, knitter) -> Partner:
    return registered("other", name_zh="深圳针织厂", place="440300")


def test_each_fact_names_the_record_that_states_it(knitter, editor):
    page = page_of(editor, f"partner/{knitter.pk}/change/")
    fact = page[page.index("<dt>Minimum order</dt>") :]
    assert fact.startswith('<dt>Minimum order</dt><dd>150 piece <small class="rh-hint">own/knitter')
    assert "Guangzhou" in page
    assert "C182" in page
    assert "Declared by the partner" in page


def test_where_records_disagree_both_are_said(knitter, other, editor):
    press(editor, other, "merge", into=knitter.pk)
    page = page_of(editor, f"partner/{knitter.pk}/change/")
    told = page[page.index('id="rh-disagreements"') : page.index('id="rh-facts"')]
    assert "own/knitter" in told
    assert "own/other" in told
    assert "Shenzhen" in told
    assert "Guangzhou" in told


def test_a_partner_is_retired_and_restored(knitter, editor):
    page = press(editor, knitter, "retire")
    assert "stays readable" in page
    assert address(knitter, "retire") not in page
    page = press(editor, knitter, "restore")
    assert "ranked again" in page
    assert Partner.objects.active().get() == knitter


def test_a_merge_is_undone_by_a_button(knitter, other, editor):
    press(editor, other, "merge", into=knitter.pk)
    assert address(other, "unmerge") in page_of(editor, f"partner/{other.pk}/change/")
    assert str(other.pk) in page_of(editor, f"partner/{knitter.pk}/change/")
    press(editor, other, "unmerge")
    assert Partner.objects.active().count() == 2
    assert Record.objects.get(key="other").partner == other


def test_a_record_is_detached_and_attached(knitter, other, editor):
    press(editor, other, "merge", into=knitter.pk)
    record = Record.objects.get(key="other")
    assert "detach" in page_of(editor, f"partner/{knitter.pk}/change/")
    press(editor, knitter, "detach", record=record.pk)
    record.refresh_from_db()
    assert record.partner != knitter
    press(editor, record.partner, "attach", record=record.pk, to=knitter.pk)
    record.refresh_from_db()
    assert record.partner == knitter


@pytest.mark.parametrize("verb", ["attach", "detach"])
@pytest.mark.parametrize("record", ["", "x", "9" * 30])
def test_a_record_that_does_not_exist_is_refused(knitter, editor, verb, record):
    assert "Refused: no record has the id" in press(editor, knitter, verb, record=record, to="1")


def test_who_only_looks_is_offered_nothing_and_refused(knitter, other, viewer):
    page = page_of(viewer, f"partner/{knitter.pk}/change/")
    assert '<form method="post" action="/admin/partners' not in page
    record = Record.objects.get(key="knitter")
    for verb in ("retire", "merge", "attach", "detach"):
        told = press(viewer, knitter, verb, into=other.pk, record=record.pk, to=other.pk)
        assert "Refused" in told
    assert Partner.objects.active().count() == 2


def test_what_is_simulated_is_said_before_anything_else(registered, editor):
    registration.save_dataset(dataset=DATASET)
    partner = registered("made-up", dataset=DATASET.key)
    page = page_of(editor, f"partner/{partner.pk}/change/")
    assert page.index("not a real organisation") < page.index('id="rh-facts"')


@pytest.mark.parametrize("pk", ["0", "999999999"])
def test_a_partner_that_does_not_exist_is_not_found(reference, editor, pk):
    for verb in ("change", "history", "edit"):
        assert editor.get(f"/admin/partners/partner/{pk}/{verb}/").status_code == 404


def test_a_query_is_not_made_for_each_record(
    knitter, registered, editor, django_assert_max_num_queries
):
    page_of(editor, f"partner/{knitter.pk}/change/")
    for number in range(6):
        one = registered(f"more-{number}", name_zh=f"针织厂{number}")
        press(editor, one, "merge", into=knitter.pk)
    with django_assert_max_num_queries(30):
        page_of(editor, f"partner/{knitter.pk}/change/")
