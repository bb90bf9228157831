"""The history of one object as people read it: who, when, and what it said before."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from pghistory.models import Events

MOST = 200
_DEEDS = {"insert": "added", "update": "changed", "delete": "deleted"}
_NAMES = ("key", "name_en", "fact", "sector_id", "place_id", "name")


@dataclass(frozen=True)
class Links:
    """The links of an object's parts: a `part` belongs to the object by its field `whole` and
    goes by its field `called`; `kept` are the links of which history is kept.
    """

    part: Any
    whole: str
    called: str
    kept: tuple[Any, ...]

    def parts_of(self, subject: models.Model) -> dict[int, str]:
        """The ids of the parts that there are or were, and what each went by. Two queries."""
        mine = {self.whole: subject.pk}
        gone = self.part.pgh_event_model.objects.filter(**mine).values_list("id", self.called)
        return dict(gone) | dict(self.part.objects.filter(**mine).values_list("pk", self.called))

    def of(self, event: Any) -> int | None:
        """The id of the part that the event is about, if it is one of a link."""
        found: int | None = event.pgh_data.get(f"{self.part._meta.model_name}_id")
        return found


@dataclass(frozen=True)
class AuditEntry:
    """A row that was changed, deleted or (a link) added, and what it said: until then, or then."""

    at: dt.datetime
    deed: str
    what: str
    by: str
    source: str
    said: str


def of(subject: models.Model, *, parts: bool, links: Links | None = None) -> list[AuditEntry]:
    """The newest turns of the object; with `parts`, of all that belongs to it too, and of its
    `links`. Two queries, and three for the links.
    """
    events: Any = Events.objects
    kept = events.references(subject) if parts else events.tracks(subject)
    found = list(kept.order_by("-pgh_created_at", "-pgh_slug")[:MOST])
    named = links.parts_of(subject) if links else {}
    if links and named:
        across = events.across(*(one.pgh_event_model for one in links.kept))
        linked = across.references([links.part(pk=pk) for pk in named])
        found += linked.order_by("-pgh_created_at", "-pgh_slug")[:MOST]
        found = sorted(found, key=lambda event: event.pgh_created_at, reverse=True)[:MOST]
    contexts = [event.pgh_context or {} for event in found]
    users = User.objects.in_bulk([told["user"] for told in contexts if told.get("user")])
    return [
        AuditEntry(
            at=event.pgh_created_at,
            deed=_DEEDS.get(event.pgh_label, event.pgh_label),
            what=_named(event, named.get(links.of(event) or 0, "") if links else ""),
            by=str(users.get(told.get("user"), "")),
            source=told.get("source", ""),
            said=json.dumps(event.pgh_data, ensure_ascii=False, indent=1),
        )
        for event, told in zip(found, contexts, strict=True)
    ]


def _named(event: Any, part: str) -> str:
    """What kind of row, and which: by its key or name; of a link, that of the `part` too."""
    kind = apps.get_model(event.pgh_obj_model)._meta.verbose_name
    names = (event.pgh_data.get(field) for field in _NAMES)
    told = f"{kind} {next((name for name in names if name), '')}".strip()
    return f"{told} of {part}" if part else told
