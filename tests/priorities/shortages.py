"""Where services are short, by a query that shares no code with the figures."""

from django.db import connection

INDEPENDENT = """
WITH located AS (
    SELECT p.id, left(p.place_id, 2) || '0000' AS province
    FROM partners_partner p
    WHERE %(dataset)s = ANY(p.datasets) AND p.retired_at IS NULL AND p.place_id IS NOT NULL
), making AS (
    SELECT DISTINCT l.province, l.id, left(o.sector_id, 3) AS division
    FROM located l JOIN partners_offering o ON o.partner_id = l.id
    WHERE o.verb = 'makes' AND o.sector_id ~ '^C[0-9]'
), demand AS (
    SELECT m.province, d.service_id AS service, sum(round(d.relative * 100))::bigint AS n
    FROM making m JOIN partners_demand d ON d.sector_id = m.division
    GROUP BY 1, 2 HAVING sum(d.relative) > 0
), supply AS (
    SELECT l.province, o.sector_id AS service, count(DISTINCT l.id) AS n
    FROM located l JOIN partners_offering o ON o.partner_id = l.id
    WHERE o.verb = 'serves' AND length(o.sector_id) = 5
    GROUP BY 1, 2
), short AS (
    SELECT province, service, coalesce(d.n, 0) AS demand, coalesce(s.n, 0) AS supply,
        CASE WHEN s.n IS NULL THEN d.n ELSE coalesce(d.n, 0) / s.n END AS shortage
    FROM demand d FULL JOIN supply s USING (province, service)
)
SELECT province, service, demand, supply, shortage,
    rank() OVER (ORDER BY shortage DESC),
    rank() OVER (PARTITION BY province ORDER BY shortage DESC)
FROM short
"""
FIGURES = ("province", "service", "demand", "supply", "shortage", "rank", "rank_in_province")


def figures(found):
    return sorted(tuple(getattr(gap, name) for name in FIGURES) for gap in found)


def independent(dataset):
    with connection.cursor() as cursor:
        cursor.execute(INDEPENDENT, {"dataset": dataset})
        return sorted(cursor.fetchall())
