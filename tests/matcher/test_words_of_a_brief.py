"""Words that a buyer uses become sectors, and what they were taken to mean is told."""

import pytest

from matcher.shortlists.compute_answer import answer_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(knitwear):
    """A brief that says nothing of what should be made."""
    return {name: value for name, value in knitwear.items() if name not in ("sectors", "products")}


def test_products_alone_say_what_should_be_made(understand, brief):
    found = understand(brief | {"products": ["air fryers"]})
    assert found.wanted.sectors == ("C385",)
    assert any('(C385), for "air fryers"' in note for note in found.as_json()["assumed"])


def test_a_service_is_understood_in_the_words_of_a_buyer(understand, brief):
    asked = {"seeking": "service_provider", "services": ["freight forwarder", "货代"]}
    assert understand(brief | asked).wanted.services == ("PS025",)


def test_of_a_word_with_several_meanings_all_are_searched(understand, brief):
    found = understand(brief | {"sectors": ["mixer"]})
    assert found.wanted.sectors[0] == "C385"
    assert len(found.wanted.sectors) > 1
    assert "name one of them" in found.as_json()["assumed"][0]


def test_a_process_alone_says_who_is_sought(understand, brief):
    found = understand(brief | {"processes": ["injection molding"]})
    assert found.wanted.processes == ("injection moulding",)
    assert "C292" in found.wanted.sectors


@pytest.mark.parametrize(
    ("field", "word"),
    [("products", "blockchain"), ("sectors", "stuff"), ("services", "knitwear"),
     ("sectors", "freight forwarder"), ("products", "–")],
)  # fmt: skip
def test_a_word_that_means_none_is_refused_where_it_stands(faults, brief, field, word):
    asked = {"seeking": "service_provider"} if field == "services" else {}
    assert f"/{field}/0" in faults(brief | asked | {field: [word]})


def test_beside_a_sector_a_product_may_be_any_word(understand, knitwear):
    found = understand(knitwear | {"products": ["zzyzx"]})
    assert found.wanted.sectors == ("C182",)


def test_a_brief_that_does_not_say_whom_it_seeks_tells_what_was_assumed(understand, brief):
    del brief["seeking"]
    services = understand({"services": ["industrial design"]})
    assert services.wanted.seeking == "service_provider"
    goods = understand(brief | {"products": ["sweaters"]})
    assert goods.wanted.seeking == "manufacturer"
    assert "seeking manufacturer" in goods.as_json()["assumed"]


def test_a_process_on_record_meets_the_wish_in_either_script(maker, knitwear):
    listed = maker("listed", products=("注塑外壳",))
    silent = maker("silent", products=("毛衣",))
    asked = knitwear | {"products": [], "processes": ["injection moulding"]}
    known = {one.partner: one for one in answer_at_once(asked).entries}
    assert known[listed.pk].points > known[silent.pk].points
    reasons = str(known[listed.pk].detail)
    assert "fit.processes" in reasons
    assert "ask.processes" in str(known[silent.pk].detail)


def test_a_laboratory_is_asked_what_it_tests_for_and_not_whether_it_holds_it(understand, brief):
    asked = {"seeking": "service_provider", "services": ["testing laboratory"]}
    wanted = understand(brief | asked | {"certifications": ["EN 71", "CNAS"]}).wanted
    assert wanted.tests_for == ("EN 71",)
    assert wanted.certifications == ("CNAS laboratory accreditation",)


def test_others_are_asked_whether_they_hold_it(understand, brief):
    wanted = understand(brief | {"products": ["toys"], "certifications": ["EN 71"]}).wanted
    assert wanted.certifications == ("EN 71",)
    assert wanted.tests_for == ()
