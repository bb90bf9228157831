"""What differs between two versions of a brief as they were asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.models import Brief, Revision


@dataclass(frozen=True)
class FieldChange:
    """A field, as a JSON pointer into the brief; None where one of the two does not have it."""

    pointer: str
    old: Any
    new: Any


def asked_in(revision: Revision, brief: Brief) -> Mapping[str, Any] | None:
    """The brief that a revision answers, as it was asked; None where it was not kept: answers of
    before that was stored, to a brief that has been edited since.
    """
    kept: Mapping[str, Any] | None = revision.asked
    if kept is None and revision.brief_version == brief.version:
        kept = brief.asked
    return kept


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, by pointer. Members of objects, such as weights, are told one by one;
    lists as a whole.
    """
    # Sorted: JSONB keeps no order of fields.
    return tuple(sorted(_differences(old, new, ""), key=lambda one: one.pointer))


def _differences(
    old: Mapping[str, Any], new: Mapping[str, Any], pointer: str
) -> Iterator[FieldChange]:
    for name in {*new, *old}:
        before, after, here = old.get(name), new.get(name), f"{pointer}/{name}"
        if before == after:
            continue
        if isinstance(before or {}, Mapping) and isinstance(after or {}, Mapping):
            yield from _differences(before or {}, after or {}, here)
        else:
            yield FieldChange(here, before, after)
