"""Places and sectors are read under the partners number: a change of theirs moves it."""

import pytest

from core import counters
from partners.intake.reference_files import load_reference
from partners.models import Sector
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db


def test_loading_the_same_again_takes_no_number():
    load_reference(SEEDS)
    before = counters.current("partners")
    load_reference(SEEDS)
    assert counters.current("partners") == before


def test_a_changed_row_takes_a_number():
    load_reference(SEEDS)
    before = counters.current("partners")
    Sector.objects.filter(code="C182").update(name_en="Something else")
    load_reference(SEEDS)
    assert counters.current("partners") == before + 1
