"""Render the partners that an answer names: all of them from one statement, and what a provider of
screening says of them from one more.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from django.conf import settings

from api.v1.serializers.screening import render_screening
from core.bulk.bulk_copy import integers
from core.sql.prepared_cursor import prepared_cursor
from partners.models import Partner

# Of the aliases of a partner that an answer names so many are shown, if they are short together.
_MOST_ALIASES, _ALIAS_BYTES = 3, 200
_QUERY = """
    SELECT p.id, p.name_en, p.name_zh,
        ARRAY(SELECT a.name FROM partners_alias a WHERE a.partner_id = p.id ORDER BY a.id),
        p.form, p.datasets, p.simulated, p.retired_at IS NOT NULL, p.merged_into_id,
        c.code, c.name_en, c.name_zh, v.code, v.name_en, v.name_zh
    FROM partners_partner p
    LEFT JOIN partners_place c ON c.code = p.place_id
    LEFT JOIN partners_place v ON v.code = c.province_id
    WHERE p.id = ANY(%s::bigint[])
"""


class ShownPartners(NamedTuple):
    """The rendered partners (`RankedPartner`) by id, and their Chinese names by the English ones:
    reasons name partners in English, and a Chinese sentence replaces these names.
    """

    by_id: Mapping[int, dict[str, Any]]
    chinese_names: Mapping[str, str]


def load_shown_partners(ids: Collection[int], *, every_alias: bool = False) -> ShownPartners:
    """Render the partners with these ids. One query, two with screening; none without ids.

    Of many aliases a few are shown, because they say little and an entry is to stay small.
    """
    if not ids:
        return ShownPartners({}, {})
    with prepared_cursor() as cursor:
        cursor.execute(_QUERY, [integers(ids)])
        rows = cursor.fetchall()
    names = {en: zh for _, en, zh, *_ in rows if en and zh}
    screenings = load_screenings(ids)
    shown = {
        row[0]: {**_partner(row, every_alias=every_alias), "screening": screenings.get(row[0])}
        for row in rows
    }
    return ShownPartners(shown, names)


def load_screenings(ids: Collection[int]) -> dict[int, dict[str, Any] | None]:
    """Render what the provider says of each; nothing, and no query, where screening is off."""
    if not settings.SCREENING_URL:
        return {}
    rows = Partner.objects.filter(pk__in=ids).select_related("screening")
    return {partner.pk: render_screening(partner) for partner in rows}


def _partner(row: tuple[Any, ...], *, every_alias: bool) -> dict[str, Any]:
    pk, name_en, name_zh, aliases, form, datasets, simulated, retired, merged_into = row[:9]
    few = aliases if every_alias else _few(aliases)
    return {
        "id": pk,
        "name_en": name_en,
        "name_zh": name_zh,
        "aliases": few,
        "more_aliases": len(aliases) - len(few),
        "form": form,
        "place": _place(row[9:12], row[12:]),
        "datasets": datasets,
        "simulated": simulated,
        "retired": retired,
        "merged_into": merged_into,
    }


def _few(aliases: Sequence[str]) -> Sequence[str]:
    """The first aliases, as many as are short together."""
    sizes = accumulate(len(one.encode()) for one in aliases[:_MOST_ALIASES])
    return aliases[: sum(size <= _ALIAS_BYTES for size in sizes)]


def _place(place: tuple[Any, ...], province: tuple[Any, ...]) -> dict[str, Any] | None:
    found = _named(place)
    return found and {**found, "province": _named(province)}


def _named(columns: tuple[Any, ...]) -> dict[str, Any] | None:
    code, en, zh = columns
    return None if code is None else {"code": code, "en": en, "zh": zh}
