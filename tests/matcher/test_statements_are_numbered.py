"""What a firm says of partners is numbered, one firm apart from the other."""

import pytest

from core.faults import NoTransaction
from firms.models import Firm
from matcher.statements.load_statements import NOTHING_SAID, load_statements
from matcher.statements.numbering import take_number


@pytest.mark.django_db
def test_each_firm_counts_its_own(firm):
    other = Firm.objects.create(name="Stranger SA")
    assert [take_number(firm.pk), take_number(firm.pk), take_number(other.pk)] == [1, 2, 1]
    assert load_statements(firm.pk).number == 2


@pytest.mark.django_db
def test_a_firm_that_said_nothing_has_no_number(firm):
    assert load_statements(firm.pk) == NOTHING_SAID


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_in_a_transaction_only():
    with pytest.raises(NoTransaction):
        take_number(1)
