"""Where a newer schema promises less of what a client reads."""

from collections.abc import Iterator

from api.openapi.compatibility.resolved_schema import Document, Schema, resolved, types


class WeakenedResponse:
    """The comparison of what two documents promise.

    A new value of an enumeration is no break: clients are asked to expect values that they do not
    know (docs/api-guidelines.md).
    """

    def __init__(self, older: Document, newer: Document) -> None:
        self.older, self.newer = older, newer

    def changes(
        self, place: str, before: Schema, after: Schema, seen: tuple[str, ...] = ()
    ) -> Iterator[str]:
        """Yield a line for each place where less is promised; `seen`: see `NarrowedRequest`."""
        if (name := before.get("$ref", "")) in seen:
            return
        seen = (*seen, name) if name else seen
        old, new = resolved(self.older, before), resolved(self.newer, after)
        if types(old) and (added := types(new) - types(old)):
            yield f"{place}: may be {', '.join(sorted(added))} now"
            return
        fields = new.get("properties", {})
        for field in sorted(set(old.get("required", ())) - set(new.get("required", ()))):
            if field in fields:
                yield f"{place}.{field}: may be missing now"
        for field, schema in old.get("properties", {}).items():
            if field in fields:
                yield from self.changes(f"{place}.{field}", schema, fields[field], seen)
            else:
                yield f"{place}.{field}: removed"
        if "items" in old and "items" in new:
            yield from self.changes(f"{place}[]", old["items"], new["items"], seen)
