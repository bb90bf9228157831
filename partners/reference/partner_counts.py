"""How many partners document each sector."""

from collections.abc import Mapping

from django.db import connection

_COUNTS = """
    WITH offered AS (
        SELECT o.sector_id AS code, o.partner_id
        FROM partners_offering o
        JOIN partners_partner p ON p.id = o.partner_id AND p.retired_at IS NULL
            AND NOT p.simulated
    )
    SELECT code, count(DISTINCT partner_id) FROM (
        SELECT code, partner_id FROM offered
        UNION ALL
        SELECT s.parent_id, partner_id FROM offered
        JOIN partners_sector s USING (code) WHERE s.parent_id IS NOT NULL
    ) AS documented GROUP BY code
"""


def count_partners_by_sector() -> Mapping[str, int]:
    """Code of a sector -> number of its partners that are not simulated, those of the groups below
    it included; a sector without partners is missing. One query over all offerings.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return dict(cursor.fetchall())
