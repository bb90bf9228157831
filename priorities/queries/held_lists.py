"""The lists in force: which provinces have one, and how many statements each holds."""

import datetime as dt

from django.db.models import Count

from priorities.models import Edition


def held_lists(at: dt.datetime) -> tuple[dict[str, Edition], dict[str, int]]:
    """By province: its list at the instant, and the number of its statements. One query."""
    rows = list(Edition.objects.in_force(at).annotate(statements=Count("priorities")))
    held = {row.province_id: row for row in rows}
    # The types know no annotation.
    return held, {row.province_id: vars(row)["statements"] for row in rows}
