"""Where a newer schema takes less of what a client may send."""

import math
from collections.abc import Iterator

from api.openapi.compatibility.resolved_schema import Document, Schema, resolved, types, values

_UPPER_BOUNDS = ("maxLength", "maximum", "maxItems")
_LOWER_BOUNDS = ("minLength", "minimum", "minItems")
# What release 0.1.0 needed and its document did not say: no client could leave it out.
NEEDED_ALL_ALONG = frozenset(
    {
        "PATCH /v1/editions/{id} body",
        "PATCH /v1/editions/{id} body.priorities",
        "PATCH /v1/partners/{id} body",
        "PATCH /v1/partners/{id} body.grounds",
        "PATCH /v1/partners/{id} body.reason",
    }
)


class NarrowedRequest:
    """The comparison of what two documents take."""

    def __init__(self, older: Document, newer: Document) -> None:
        self.older, self.newer = older, newer

    def changes(
        self, place: str, before: Schema, after: Schema, seen: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Yield a line for each place where less is taken; `seen` are references on the way here,
        which end the walk through a schema that holds itself.
        """
        if (name := before.get("$ref", "")) in seen:
            return
        seen = (*seen, name) if name else seen
        old, new = resolved(self.older, before), resolved(self.newer, after)
        if (lost := types(old) - types(new)) and types(new):
            yield f"{place}: {', '.join(sorted(lost))} is no longer taken"
            return
        if "enum" in new and (gone := values(old) - values(new)):
            yield f"{place}: {', '.join(sorted(gone))} is no longer taken"
        yield from _bounds(place, old, new)
        for field in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
            if f"{place}.{field}" not in NEEDED_ALL_ALONG:
                yield f"{place}.{field}: required now"
        yield from self._parts(place, old, new, seen)

    def _parts(self, place: str, old: Schema, new: Schema, seen: tuple[str, ...]) -> Iterator[str]:
        fields = new.get("properties", {})
        for field, schema in old.get("properties", {}).items():
            if field in fields:
                yield from self.changes(f"{place}.{field}", schema, fields[field], seen)
            elif new.get("additionalProperties") is False:
                yield f"{place}.{field}: no longer taken"
        if "items" in old and "items" in new:
            yield from self.changes(f"{place}[]", old["items"], new["items"], seen)


def _bounds(place: str, old: Schema, new: Schema) -> Iterator[str]:
    for bound in _UPPER_BOUNDS:
        if new.get(bound, math.inf) < old.get(bound, math.inf):
            yield f"{place}: {bound} is {new[bound]} now"
    for bound in _LOWER_BOUNDS:
        if new.get(bound, -math.inf) > old.get(bound, -math.inf):
            yield f"{place}: {bound} is {new[bound]} now"
