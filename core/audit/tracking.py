"""History of curated tables: what a row said before it was changed or deleted, when, by whom.

The database keeps it, so that bulk writes and plain SQL are in it too. Who and why come from
`pghistory.context`, which the admin and each writing verb set.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def tracked(*, silent: tuple[str, ...] = (), derived: tuple[str, ...] = ()) -> Callable[[Any], Any]:
    """Keep the history of the model. A change of nothing but the `silent` fields is none; the
    `derived` ones follow from the others and are not kept.
    """
    changed = pghistory.AnyChange(exclude=list(silent)) if silent else pghistory.AnyChange()
    decorate: Callable[[Any], Any] = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old, condition=changed),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        append_only=True,
        exclude=list(derived) or None,
    )
    return decorate


def tracked_links(*, added: bool) -> Callable[[Any], Any]:
    """Keep which links of a many-to-many table, of which the class is a proxy, were taken off;
    with `added` also which were added, where what they belong to stays the same row.
    """
    trackers = [pghistory.DeleteEvent(), *([pghistory.InsertEvent()] if added else [])]
    decorate: Callable[[Any], Any] = pghistory.track(*trackers, obj_field=None, append_only=True)
    return decorate


def audited(verb: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The verb's `by` and name stand beside what it changes, whoever calls it."""

    @wraps(verb)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        by: Any = kwargs["by"]
        with pghistory.context(user=by.pk, source=f"lifecycle.{verb.__name__}"):
            return verb(*args, **kwargs)

    return told
