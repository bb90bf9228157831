"""How many partners document each sector, and where."""

from collections.abc import Collection, Mapping, Sequence

from django.db import connection
from django.db.models import Count
from django.db.models.functions import Substr

from partners.models import Partner

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


def count_partners_by_province(
    sectors: Collection[str], datasets: Collection[str], *, makes: bool
) -> Sequence[tuple[str, int]]:
    """Code of a province and number of its partners in the datasets that make goods of one of the
    sectors, or offer one of the services, or what is below them; the most first. One query.
    """
    rows = Partner.objects.active().of_dataset(datasets)
    rows = rows.making(sectors) if makes else rows.serving(sectors)
    placed = rows.exclude(place=None).annotate(begins=Substr("place", 1, 2))
    counted = placed.values_list("begins").annotate(count=Count("pk")).order_by("-count", "begins")
    return [(f"{begins}0000", count) for begins, count in counted]
