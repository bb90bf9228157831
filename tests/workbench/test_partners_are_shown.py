"""The page of a partner: who says what, what the firm alone knows, and corrections."""

import datetime as dt

import pytest
from django.utils.translation import override

from core.clock import CHINA
from matcher.models import PartnerAnswer
from pages.presenters.partner_words import quantity
from partners.models import Dataset, Partner, Suggestion

SINCE = dt.datetime(2026, 1, 1, tzinfo=CHINA)


def page(world):
    return f"/partners/{world.partner}"


def test_a_fact_names_its_source_and_the_record_it_is_from(owner, world):
    owner.look(page(world))
    assert "declared itself" in owner.text
    assert "own-list: a notice" in owner.text
    assert "100 piece" in owner.text
    assert "Days from order to shipment 8" in owner.text


def test_shipped_lists_and_their_speakers_have_chinese_names(chinese, world):
    row = Partner.objects.get(pk=world.partner)
    shipped = Dataset.objects.create(
        key="listed-firms", simulated=False, notice="a notice", name_zh="中国内地上市公司"
    )
    row.records.update(dataset=shipped)
    row.evidence.update(speaker="Ministry of Industry and Information Technology")
    chinese.look(page(world))
    assert "中国内地上市公司" in chinese.text
    assert "工业和信息化部" in chinese.text


def test_a_partner_stands_in_the_firms_own_shortlists_alone(owner, rival, world):
    assert "Knitwear" in owner.look(page(world))
    assert "Knitwear" not in rival.look(page(world))
    assert rival.status == 200


def test_strangers_see_what_is_public_and_the_way_to_log_in(nobody, world):
    text = nobody.look(page(world))
    assert nobody.status == 200
    assert "Maker" in text
    assert f"/accounts/login?next={page(world)}" in text
    assert "own-list" not in text


def test_a_merged_id_leads_to_the_partner_that_stayed(owner, world):
    other = Partner.objects.filter(simulated=False).exclude(pk=world.partner).first()
    Partner.objects.filter(pk=other.pk).update(merged_into=world.partner, retired_at=SINCE)
    owner.look(f"/partners/{other.pk}")
    assert owner.answer.redirect_chain == [(f"{page(world)}?merged={other.pk}", 302)]
    assert f"No. {other.pk} was merged into this entry" in owner.text
    assert "was merged" not in owner.look(f"{page(world)}?merged={world.partner}")


def test_a_retired_partner_says_so_and_takes_no_answers(owner, world):
    Partner.objects.filter(pk=world.partner).update(retired_at=SINCE, retirement_reason="closed")
    assert "Retired since 2026-01-01: no answer ranks it. Reason: closed" in _text(
        owner, page(world)
    )
    assert "Record an answer" not in owner.page
    assert "nothing is matched" in owner.look(f"{page(world)}/matches")


def _text(visitor, address):
    visitor.look(address)
    return visitor.text


def test_simulated_partners_are_marked(owner, partners):
    row = Partner.objects.get(simulated=True)
    assert "Simulated: no such organisation exists." in owner.look(f"/partners/{row.pk}")


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"question": "minimum_order", "answer": "1,500 pcs"}, {"amount": 1500, "unit": "piece"}),
        ({"question": "lead_time", "answer": "14 days"}, 14),
        (
            {"question": "languages", "answer": "英语、German", "complete": "on"},
            {"listed": ["en", "de"], "complete": True},
        ),
        (
            {"question": "certificates", "answer": "iso9001", "valid_until": "2031-01-31"},
            {
                "held": [{"standard": "ISO 9001", "valid_from": None, "valid_until": "2031-01-31"}],
                "complete": False,
            },
        ),
        ({"question": "products", "answer": "hoodie, 610910"}, ["hoodie", "610910"]),
    ],
)
def test_what_a_partner_told_is_recorded_in_any_words(analyst, world, fields, value):
    analyst.press(f"{page(world)}/answers", **fields, note="by telephone")
    assert analyst.status == 200
    row = PartnerAnswer.objects.get()
    assert (row.value, row.by_member.role) == (value, "analyst")
    assert "by telephone" in analyst.page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question": "minimum_order", "answer": "many"}, "Write a number and a unit"),
        ({"question": "lead_time", "answer": "soon"}, "Write a number of days"),
        ({"question": "markets", "answer": "Atlantis"}, "Atlantis"),
        ({"question": "tests_for", "answer": ","}, "Say at least one word"),
        ({"question": "lead_time", "answer": "3", "told_on": "2999-01-01"}, "is a day to come"),
        ({"question": "nonsense", "answer": "3"}, "nonsense"),
    ],
)
def test_what_is_not_understood_is_told_and_not_recorded(analyst, world, fields, said):
    analyst.press(f"{page(world)}/answers", **fields)
    assert analyst.status == 400
    assert said in analyst.page
    assert not PartnerAnswer.objects.exists()


def test_an_answer_is_taken_back_and_is_the_firms_own(analyst, viewer, rival, world):
    analyst.press(f"{page(world)}/answers", question="lead_time", answer="41")
    assert " 41 " in _text(viewer, page(world))
    # As a word: ids and numbers of the basis may hold these digits.
    assert " 41 " not in _text(rival, page(world))
    viewer.press(f"{page(world)}/answers/lead_time/end")
    assert viewer.status == 403
    rival.press(f"{page(world)}/answers/lead_time/end")
    assert rival.status == 404
    analyst.press(f"{page(world)}/answers/lead_time/end")
    assert "Taken back." in analyst.page
    assert "Nothing recorded yet." in analyst.page


def test_a_correction_waits_for_a_curator(analyst, rival, world):
    address = f"{page(world)}/correction"
    given = {"place": "苏州市（江苏）", "deny": "makes:C182", "source": "https://example.org/a"}
    analyst.press(address, **given | {"place": "Shanxi"}, note="moved")
    row = Suggestion.objects.get(firm__isnull=False)
    assert row.changes == {"place": "Shanxi", "deny": ["makes:C182"]}
    assert "waits for a curator" in analyst.text
    assert "moved" not in rival.look(page(world))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": "Atlantis", "source": "https://example.org/a"}, "Atlantis"),
        ({"place": "Shanxi", "source": "my cousin"}, "Give the address of a page"),
        ({"source": "https://example.org/a"}, "Say what is wrong"),
        (
            {"note": "ask a@b.example", "source": "https://example.org/a"},
            "leave out data of persons",
        ),
        ({"deny": "makes:C99", "source": "https://example.org/a"}, "makes:C99"),
    ],
)
def test_a_correction_that_cannot_be_judged_is_refused(analyst, world, fields, said):
    analyst.press(f"{page(world)}/correction", **fields)
    assert analyst.status == 400
    assert said in analyst.page
    assert not Suggestion.objects.filter(firm__isnull=False).exists()


def test_a_viewer_proposes_nothing(viewer, world):
    assert "Your role reads only" in viewer.look(f"{page(world)}/correction")
    viewer.press(f"{page(world)}/correction", note="x", source="https://example.org/a")
    assert viewer.status == 403


@pytest.mark.parametrize("pk", ["999999999", "99999999999999999999"])
def test_an_unknown_partner_is_not_there(owner, db, pk):
    for path in (f"/partners/{pk}", f"/partners/{pk}/matches", f"/partners/{pk}/correction"):
        owner.look(path)
        assert owner.status == 404


def test_a_stranger_with_a_browser_is_told_of_a_missing_partner_on_a_page(nobody, db):
    nobody.look("/partners/999999999")
    assert nobody.status == 404
    assert nobody.answer.headers["Content-Type"].startswith("text/html")
    assert "There is no such page" in nobody.text


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [(1, "piece", "1 piece"), (4500, "piece", "4,500 pieces"), (2, "dozen", "2 dozen")],
)
def test_an_amount_has_the_plural_of_its_unit(amount, unit, said):
    with override("en"):
        assert quantity(amount, unit) == said
