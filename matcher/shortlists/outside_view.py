"""What a reader outside the firm may see of its answers, over REST and on the pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from matcher.reference.reasons import DECLARED_TO_YOU

# How many partners the firm rejected is its own affair.
_OWN_PART = "verdict.rejected"


def outside_parts(verdict: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    """The parts of a stored verdict, without those about the firm's own decisions."""
    return [one for one in (verdict or {}).get("parts", ()) if one["code"] != _OWN_PART]


def outside_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry, stored or rendered: of a partner that told the firm something without its reasons,
    since they may quote it.
    """
    if DECLARED_TO_YOU not in entry:
        return dict(entry)
    kept = {name: value for name, value in entry.items() if name != DECLARED_TO_YOU}
    kept["components"] = [{**one, "because": []} for one in entry["components"]]
    return kept | ({"context": []} if "context" in entry else {})
