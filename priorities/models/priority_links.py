"""The links of a priority as models, so that the audit log records who added or removed each."""

from typing import ClassVar

from core.audit import tracking
from priorities.models.priority import Priority


@tracking.tracked_links(added=True)
class PriorityTarget(Priority.targets.through):  # type: ignore[name-defined,misc]  # made at run time
    """A sector that a priority targets."""

    class Meta:
        proxy = True
        verbose_name = "target"
        default_permissions: ClassVar = ()


@tracking.tracked_links(added=True)
class PriorityPlace(Priority.places.through):  # type: ignore[name-defined,misc]  # made at run time
    """A city to which a priority is limited."""

    class Meta:
        proxy = True
        verbose_name = "place"
        default_permissions: ClassVar = ()
