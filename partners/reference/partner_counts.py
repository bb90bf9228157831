"""How many partners document each sector."""

from collections.abc import Mapping

from django.db import connection

from core import counters

_COUNTS = """
    WITH offered AS (
        SELECT o.sector_id AS code, o.partner_id
        FROM partners_offering o
        JOIN partners_partner p ON p.id = o.partner_id AND p.retired_at IS NULL
        JOIN partners_dataset d ON d.key = p.dataset_id AND NOT d.simulated
    )
    SELECT code, count(DISTINCT partner_id) FROM (
        SELECT code, partner_id FROM offered
        UNION ALL
        SELECT s.parent_id, partner_id FROM offered
        JOIN partners_sector s USING (code) WHERE s.parent_id IS NOT NULL
    ) AS documented GROUP BY code
"""


class _Counted:
    """The counts that this process keeps, and the partners number that they are of."""

    number: int | None = None
    by_sector: Mapping[str, int] = {}


def partners_by_sector() -> Mapping[str, int]:
    """Code of a sector -> number of its partners that are not simulated, those of the groups below
    it included; a sector without partners is missing.

    Counted once a partners number: a search asks at each keystroke.
    """
    number = counters.current("partners")
    if _Counted.number != number:
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS)
            _Counted.by_sector = dict(cursor.fetchall())
        _Counted.number = number
    return _Counted.by_sector
