"""The links of a priority, named so that history keeps them: who added or took off which, when."""

from typing import ClassVar

from matcher.models.edition import Priority
from partners import history


@history.kept_links(added=True)
class PriorityTarget(Priority.targets.through):  # type: ignore[name-defined,misc]  # made at run time
    """A sector that a priority targets."""

    class Meta:
        proxy = True
        verbose_name = "target"
        default_permissions: ClassVar = ()


@history.kept_links(added=True)
class PriorityPlace(Priority.places.through):  # type: ignore[name-defined,misc]  # made at run time
    """A city that a priority holds in."""

    class Meta:
        proxy = True
        verbose_name = "place"
        default_permissions: ClassVar = ()
