"""Track the history of curated tables: each row as it was before a change, with time and user.

The triggers are in the database, so that bulk writes and plain SQL are tracked as well. The user
and the reason come from `pghistory.context`, which the admin and each writing action set.
"""

from collections.abc import Callable
from typing import Any

import pghistory


def tracked(
    *, silent: tuple[str, ...] = (), derived: tuple[str, ...] = (), added: Any = None
) -> Callable[[Any], Any]:
    """Track the model. A change of `silent` fields alone is not tracked; `derived` fields follow
    from the others and are not stored. `added`: the condition on which a new row is tracked too.
    """
    changed = pghistory.AnyChange(exclude=list(silent)) if silent else pghistory.AnyChange()
    decorate: Callable[[Any], Any] = pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old, condition=changed),
        pghistory.DeleteEvent(),
        *([pghistory.InsertEvent(condition=added)] if added is not None else []),
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        append_only=True,
        exclude=list(derived) or None,
    )
    return decorate


def tracked_links(*, added: bool) -> Callable[[Any], Any]:
    """Track the removed links of a many-to-many table, of which the class is a proxy; with
    `added`, the added links as well.
    """
    # Without `added` where the owner is written anew with each change: all links would be new.
    trackers = [pghistory.DeleteEvent(), *([pghistory.InsertEvent()] if added else [])]
    decorate: Callable[[Any], Any] = pghistory.track(*trackers, obj_field=None, append_only=True)
    return decorate
