"""Until when a fact counts as fresh: a term from its last check, by kind of fact and of evidence.

It tells readers what to ask again. No score is computed from it: what age costs, the component
`trust` says alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

# Days, in whole years, as `trust` counts the age of evidence. Our own terms, no source's: who a
# firm is changes more slowly than what it makes, and this more slowly than its prices, times and
# capacity; what somebody checked holds longer than what a firm says of itself. A conclusion is as
# old as the name that it rests on.
_YEAR = 365
TERMS: Mapping[str, Mapping[str, int]] = {
    "organisation": {
        "verified": 3 * _YEAR,
        "reported": 3 * _YEAR,
        "declared": 2 * _YEAR,
        "inferred": 2 * _YEAR,
    },
    "offering": {
        "verified": 3 * _YEAR,
        "reported": 2 * _YEAR,
        "declared": 1 * _YEAR,
        "inferred": 2 * _YEAR,
    },
    "profile": {
        "verified": 2 * _YEAR,
        "reported": 1 * _YEAR,
        "declared": 1 * _YEAR,
        "inferred": 1 * _YEAR,
    },
}


def stale_after(fact: str, kind: str, checked_on: date | None) -> date | None:
    """The last day on which the fact counts as fresh; None where the day of its check is unknown.

    `fact`: as evidence names it: `organisation`, `makes:C182`, `serves:PS033` or a field of the
    profile. `kind`: declared, reported, verified or inferred.
    """
    if checked_on is None:
        return None
    return checked_on + timedelta(days=TERMS[_kind_of_fact(fact)][kind])


def _kind_of_fact(fact: str) -> str:
    if fact == "organisation":
        return fact
    return "offering" if ":" in fact else "profile"
