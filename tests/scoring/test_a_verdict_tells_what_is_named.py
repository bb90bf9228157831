"""A verdict says how many records name the goods that are sought, and when none does."""

from matcher.index.candidate import Candidate
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.wanted import Product
from matcher.sentences import sentence
from matcher.shortlists.verdict import verdict_of
from tests.scoring import factories
from tests.scoring.factories import knitter, makes


def told(*partners: Candidate):
    on = factories.reference()
    wanted = factories.knitwear(products=(Product("cardigans"),))
    verdict = verdict_of(compile_brief(on, wanted), factories.rank(on, partners, wanted))
    return {part.code: part.args for part in verdict.parts}


def test_a_verdict_says_that_no_record_names_the_goods():
    parts = told(knitter(offers=(makes("C182"),)))
    assert parts["verdict.naming_none"] == {"words": "cardigans"}
    assert "verdict.naming" not in parts


def test_a_verdict_counts_the_records_that_name_the_goods():
    parts = told(knitter(offers=(makes("C182", products=("cardigans",)),)))
    assert parts["verdict.naming"]["count"] == 1
    assert "verdict.naming_none" not in parts


def test_a_verdict_names_makers_by_what_they_make():
    sought = [{"code": "C384", "en": "Manufacture of batteries", "zh": "电池制造"}]
    verdict = {"code": "verdict.on_record_makes", "args": {"sought": sought, "count": 3}}
    assert sentence(verdict, "en") == "Makers on record for batteries: 3."
    assert sentence(verdict, "zh") == "有记录的电池制造企业：3家。"
