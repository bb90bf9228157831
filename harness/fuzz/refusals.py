"""A check for Schemathesis: a request that the document allows is never refused for its shape.

What it names may be unknown, too old or in conflict; that no schema can say.
"""

import re
from typing import Any

import schemathesis  # type: ignore[import-not-found, unused-ignore]

# What the refusals of fields say of a shape: missing, of another type, or out of bounds.
_SHAPES = (
    "is required",
    "is missing",
    "may not be",
    "not a valid",
    "must be a valid",
    "ensure this",
    "unknown field",
    "has at most",
    "has no more than",
    "is not json",
)
# What no schema can say: how many decimals a number has, which binary numbers hold but nearly, that
# a text of the query is JSON, what another field needs.
_BEYOND_A_SCHEMA = (
    "a number has at most three decimals",
    "the body is not json",
    "a rejection needs a reason",
)


@schemathesis.check  # type: ignore[untyped-decorator, unused-ignore]
def shape_of_valid_data(ctx: Any, response: Any, case: Any) -> None:
    """Fail where a positive case got a 400 or 422 with an error of shape."""
    meta = case.meta
    if (
        meta is None
        or not meta.generation.mode.is_positive
        or response.status_code not in (400, 422)
    ):
        return
    if any(beyond in response.text.lower() for beyond in _BEYOND_A_SCHEMA):
        return
    for error in response.json().get("errors", ()):
        # Without the values that were sent, which may hold any words.
        detail = re.sub(r"'.*'|\".*\"", "", error.get("detail", "").lower())
        if any(shape in detail for shape in _SHAPES):
            raise AssertionError(f"valid by the document, refused for its shape: {error}")
