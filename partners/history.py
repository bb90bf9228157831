"""History of curated tables: what a row said before it was changed or deleted, when, by whom.

The database keeps it, so that bulk writes and plain SQL are in it too. Who and why come from
`pghistory.context`, which the admin and each writing verb set.
"""

from collections.abc import Callable
from typing import Any

import pghistory


def kept(*, silent: tuple[str, ...] = (), derived: tuple[str, ...] = ()) -> Callable[[Any], Any]:
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
