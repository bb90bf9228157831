"""What a firm has said of partners, as its answers are computed from it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from django.db import connection

from matcher.statements.declared import PartnerSaid

# Which statement is the newest is told here and by the `current()` of the two models, each in its
# own way: those filter a query set that goes on, up to now; this reads a whole firm up to a number,
# for replays. One rule would be a query set with the number as a parameter in each subquery, and no
# simpler.
#
# A rejection stands until the same shortlist says something else of the partner. What was said of a
# merged partner holds for the one that it became. An answer without a day is of the day in China on
# which it was recorded.
_QUERY = """
    SELECT c.number, ARRAY(
        SELECT DISTINCT coalesce(p.merged_into_id, p.id)
        FROM matcher_decision d JOIN partners_partner p ON p.id = d.partner_id
        WHERE d.firm_id = c.firm_id AND d.decision = 'rejected' AND d.number <= c.number
            AND NOT EXISTS (
                SELECT 1 FROM matcher_decision n JOIN partners_partner q ON q.id = n.partner_id
                WHERE n.shortlist_id = d.shortlist_id AND n.number > d.number
                    AND n.number <= c.number
                    AND coalesce(q.merged_into_id, q.id) = coalesce(p.merged_into_id, p.id)
            )
    ), (
        SELECT json_agg(json_build_array(t.whole, t.question, t.value, t.day))::text
        FROM (
            SELECT DISTINCT ON (coalesce(p.merged_into_id, p.id), a.question)
                coalesce(p.merged_into_id, p.id) AS whole, a.question, a.value,
                coalesce(a.told_on, (a.made_at AT TIME ZONE 'Asia/Shanghai')::date) AS day
            FROM matcher_partneranswer a JOIN partners_partner p ON p.id = a.partner_id
            WHERE a.firm_id = c.firm_id AND a.number <= c.number
            ORDER BY coalesce(p.merged_into_id, p.id), a.question, a.number DESC
        ) t
        WHERE t.value IS NOT NULL
    )
    FROM (
        SELECT firm_id, least(number, %s) AS number FROM matcher_statementcounter WHERE firm_id = %s
    ) c
"""
_NEWEST = 2**62


@dataclass(frozen=True)
class FirmStatements:
    """The statements of a firm up to a number. `rejected`: the partners that it does not want to
    see; `told`: what each partner told it, by question.
    """

    number: int = 0
    rejected: frozenset[int] = frozenset()
    told: Mapping[int, Mapping[str, PartnerSaid]] = field(default_factory=dict)


NOTHING_SAID = FirmStatements()


def load_statements(firm: int, number: int = _NEWEST) -> FirmStatements:
    """The statements of the firm up to `number`, by default all of this transaction's snapshot. One
    query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [number, firm])
        row = cursor.fetchone()
    if row is None:
        return NOTHING_SAID
    told: dict[int, dict[str, PartnerSaid]] = defaultdict(dict)
    for partner, question, value, day in orjson.loads(row[2]) if row[2] else ():
        told[partner][question] = PartnerSaid(value, dt.date.fromisoformat(day))
    return FirmStatements(row[0], frozenset(row[1]), dict(told))
