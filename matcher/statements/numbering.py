"""The statements number of a firm: it orders what the firm says of partners."""

from django.db import connection

from core.faults import NoTransaction


def take_number(firm: int) -> int:
    """The next number of the firm, whose counter stays locked until the caller's transaction ends:
    a lower number is always committed first.

    Raises `NoTransaction` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("the statements number is taken inside the writer's transaction")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matcher_statementcounter (firm_id, number) VALUES (%s, 1)"
            " ON CONFLICT (firm_id) DO UPDATE SET number = matcher_statementcounter.number + 1"
            " RETURNING number",
            [firm],
        )
        return int(cursor.fetchone()[0])
