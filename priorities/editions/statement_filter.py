"""A filter of priorities by how they are stated: signal, stage and emphasis."""

from dataclasses import dataclass, fields

from django.db.models import Q

from priorities.models import Priority


@dataclass(frozen=True)
class StatementFilter:
    """The values of `Priority.signal`, `stage` and `emphasis` to keep. None: no filter."""

    signal: str | None = None
    stage: str | None = None
    emphasis: str | None = None

    def condition(self, prefix: str = "") -> Q:
        """The condition on rows whose fields of the priority have the prefix."""
        return Q(**{prefix + name: value for name, value in self._wanted.items()})

    def passes(self, priority: Priority) -> bool:
        """Whether a loaded priority meets the filter."""
        return all(getattr(priority, name) == value for name, value in self._wanted.items())

    @property
    def _wanted(self) -> dict[str, str]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}


EVERYTHING = StatementFilter()
