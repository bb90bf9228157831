"""Ids of partners: a number and a check digit, so that a mistyped id names no other partner."""

from __future__ import annotations

from django.db import connection
from stdnum import damm

SEQUENCE = "partners_partner_number"


def next_partner_ids(count: int) -> list[int]:
    """Take `count` unused ids. One query; an id of a transaction that failed is not used again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [SEQUENCE, count]
        )
        return [with_check_digit(number) for (number,) in cursor.fetchall()]


def next_partner_id() -> int:
    """Take one unused id."""
    return next_partner_ids(1)[0]


def with_check_digit(number: int) -> int:
    """The number followed by its check digit (Damm 2004), which tells each wrong digit and each
    two neighbouring digits that were swapped.
    """
    return number * 10 + int(damm.calc_check_digit(str(number)))


def has_right_check_digit(partner_id: int) -> bool:
    """Whether the last digit of an id is the check digit of the others."""
    return damm.is_valid(str(partner_id))
