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
_DEEDS = {"update": "changed", "delete": "deleted"}


@dataclass(frozen=True)
class Turn:
    """A row that was changed or deleted, and what it said until then."""

    at: dt.datetime
    deed: str
    what: str
    by: str
    source: str
    said: str


def of(subject: models.Model, *, parts: bool) -> list[Turn]:
    """The newest turns of the object; with `parts`, of all that belongs to it too. Two queries."""
    events: Any = Events.objects
    kept = events.references(subject) if parts else events.tracks(subject)
    found = list(kept.order_by("-pgh_created_at", "-pgh_slug")[:MOST])
    contexts = [event.pgh_context or {} for event in found]
    users = User.objects.in_bulk([told["user"] for told in contexts if told.get("user")])
    return [
        Turn(
            at=event.pgh_created_at,
            deed=_DEEDS.get(event.pgh_label, event.pgh_label),
            what=_named(event),
            by=str(users.get(told.get("user"), "")),
            source=told.get("source", ""),
            said=json.dumps(event.pgh_data, ensure_ascii=False, indent=1),
        )
        for event, told in zip(found, contexts, strict=True)
    ]


def _named(event: Any) -> str:
    """What kind of row, and which: by its key or name."""
    kind = apps.get_model(event.pgh_obj_model)._meta.verbose_name
    names = (event.pgh_data.get(field) for field in ("key", "name_en", "fact", "sector_id", "name"))
    return f"{kind} {next((name for name in names if name), '')}".strip()
