"""The check digit of a partner's id tells a wrong digit and two swapped neighbours."""

from hypothesis import given
from hypothesis import strategies as st

from partners.models.partner_ids import has_right_check_digit, with_check_digit

NUMBERS = st.integers(1, 10**15)


@given(NUMBERS)
def test_an_id_has_the_right_digit_and_begins_with_its_number(number):
    made = with_check_digit(number)
    assert has_right_check_digit(made)
    assert made // 10 == number


@given(NUMBERS)
def test_each_wrong_digit_is_told(number):
    digits = str(with_check_digit(number))
    for at, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            assert not has_right_check_digit(int(digits[:at] + wrong + digits[at + 1 :]))


@given(NUMBERS)
def test_two_neighbours_that_were_swapped_are_told(number):
    digits = str(with_check_digit(number))
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        assert swapped == digits or not has_right_check_digit(int(swapped))
