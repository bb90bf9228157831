"""A certificate meets a wish for one that it includes, and the reason names both."""

import pytest

from matcher.index.candidate import Certificates, HeldCertificate
from tests.scoring import factories

UNTIL = factories.TODAY.replace(year=2027)


def told(held, asked):
    """The value of assurance, and the standard that its reason names."""
    candidate = factories.knitter(
        certificates=Certificates((HeldCertificate(held, None, UNTIL),), complete=True)
    )
    wanted = factories.knitwear(certifications=(asked,), languages=(), markets=())
    entry = factories.entry_of(factories.reference(), candidate, wanted)
    (because,) = next(one for one in entry.components if one.name == "assurance").because
    return factories.values(entry)["assurance"], because.args["standard"]


def test_the_reason_names_what_is_on_record():
    assert told("IATF 16949", "ISO 9001") == (255, "ISO 9001 (IATF 16949)")


@pytest.mark.parametrize("held", ["ISO 9001", "iso9001:2015"])
def test_the_certificate_itself_needs_no_second_name(held):
    assert told(held, "ISO 9001") == (255, "ISO 9001")


def test_the_wider_wish_is_not_met_by_the_narrower_certificate():
    value, standard = told("ISO 9001", "IATF 16949")
    assert value == 0
    assert standard == "IATF 16949"
