"""What a partner says takes the place of its record, or adds to it, fact by fact."""

import datetime as dt
from dataclasses import replace

import pytest

from matcher.index.candidate import (
    YOU,
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.scoring.assurance import CertificatesHeld, LaboratoryScope
from matcher.scoring.wanted import Product
from matcher.statements.declared import PartnerSaid, declare
from tests.scoring import factories

DAY = dt.date(2026, 2, 20)
RECORD = Candidate(
    id=1,
    datasets="list",
    place=None,
    offers=(
        Offer("makes", "C182", products=("t-shirt",)),
        Offer("serves", "PS033", for_sectors=("C18",)),
    ),
    lead_time_days=30,
    certificates=Certificates((HeldCertificate("ISO 9001"), HeldCertificate("OEKO-TEX"))),
    languages=CodeList(frozenset({"zh"})),
    proofs=(EvidenceItem("reported", "a paper", DAY),),
)


def said(record=RECORD, **answers: object):
    return declare(record, {name: PartnerSaid(value, DAY) for name, value in answers.items()})


def test_an_amount_is_in_its_base_unit():
    assert said(minimum_order={"amount": 2.5, "unit": "dozen"}).minimum_order == Quantity(
        "count", 30
    )


def test_a_number_takes_the_place_of_the_record():
    assert said(lead_time=9).lead_time_days == 9


def test_a_list_that_may_hold_more_adds_to_the_record():
    assert said(languages={"listed": ["en"], "complete": False}).languages == CodeList(
        frozenset({"en", "zh"})
    )


def test_a_complete_list_takes_the_place_of_the_record():
    assert said(languages={"listed": ["en"], "complete": True}).languages == CodeList(
        frozenset({"en"}), complete=True
    )


def test_a_certificate_replaces_that_of_its_standard():
    held = [{"standard": "ISO 9001", "valid_from": None, "valid_until": "2030-01-01"}]
    assert said(certificates={"held": held, "complete": False}).certificates.held == (
        HeldCertificate("ISO 9001", None, dt.date(2030, 1, 1)),
        HeldCertificate("OEKO-TEX"),
    )
    assert said(certificates={"held": held, "complete": True}).certificates == Certificates(
        (HeldCertificate("ISO 9001", None, dt.date(2030, 1, 1)),), complete=True
    )


def test_words_and_codes_stand_beside_those_of_the_record():
    makes, serves, *named = said(products=["polo shirt", "HS 6105.10"]).offers
    assert (makes, serves) == RECORD.offers
    assert [(one.verb, one.sector, one.products, one.hs) for one in named] == [
        ("makes", "C182", ("polo shirt",), ("610510",)),
        ("serves", "PS033", ("polo shirt",), ("610510",)),
    ]


@pytest.mark.parametrize("question", ["products", "processes", "materials"])
def test_a_word_is_no_list_of_all_that_is_made(question):
    silent = replace(RECORD, offers=(Offer("makes", "C182"),))
    wish = factories.knitwear(products=(Product("scarf"),))
    criteria = factories.criteria_of(factories.reference(), wish)
    criterion = next(one for one in criteria if one.name == "products")
    assert criterion.assess(said(silent, **{question: ["dyeing"]})) == criterion.assess(silent)


def test_clients_are_those_of_services_only():
    makes, serves = said(client_sector=["C17"]).offers
    assert (makes.for_sectors, serves.for_sectors) == ((), ("C17", "C18"))


def test_a_place_is_taken_where_none_is_on_record():
    assert said(place="440100").place == "440100"
    assert said(replace(RECORD, place="320500"), place="440100").place == "320500"


def test_it_is_evidence_to_the_firm_and_no_independent_source():
    found = said(evidence="They sent their licence.")
    assert found.proofs[-1] == EvidenceItem("declared", YOU, DAY)
    assert found.sources == RECORD.sources == 1


@pytest.mark.parametrize(("standard", "known"), [("EN 71", True), ("EN 388", False)])
def test_a_laboratory_that_says_so_tests_for_a_standard(standard, known):
    found = LaboratoryScope((standard,)).assess(said(tests_for=["EN 71"]))
    assert found.known is known
    assert [reason.code for reason in found.reasons] == ["assurance.tests_for"] * known
    assert LaboratoryScope((standard,)).assess(RECORD).known is False


def test_a_complete_list_of_certificates_leaves_what_is_tested_for():
    found = said(tests_for=["EN 71"], validity={"held": [], "complete": True})
    assert LaboratoryScope(("EN 71",)).assess(found).known


def test_what_is_tested_for_is_not_held():
    wish = CertificatesHeld(("EN 71",), DAY)
    assert wish.assess(said(tests_for=["EN 71"])) == wish.assess(RECORD)
