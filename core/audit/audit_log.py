"""The audit log of an object, as curators read it."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pghistory.models import Events

# Entries shown at most. The newest come first; a longer log would only slow the page.
LIMIT = 200
_ACTIONS = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
_NAMES = ("key", "name_en", "fact", "sector_id", "place_id", "name")


@dataclass(frozen=True)
class TrackedLinks:
    """The many-to-many links of an object's parts whose history is tracked.

    `part`: the model of the parts; `owner`: its foreign key to the object; `label`: the field that
    names a part; `links`: the link models.
    """

    part: Any
    owner: str
    label: str
    links: tuple[Any, ...]

    def part_labels(self, owner: models.Model) -> dict[int, str]:
        """Id -> label of the parts that exist or existed. Two queries."""
        own = {self.owner: owner.pk}
        deleted = self.part.pgh_event_model.objects.filter(**own).values_list("id", self.label)
        return dict(deleted) | dict(self.part.objects.filter(**own).values_list("pk", self.label))

    def part_id(self, event: Any) -> int | None:
        """The id of the part whose link the event changed; None for other events."""
        found: int | None = event.pgh_data.get(f"{self.part._meta.model_name}_id")
        return found


@dataclass(frozen=True)
class AuditEntry:
    """A change of a row: `content` is the row as JSON before the change, or, of an added row, as
    it was added. `by` is empty when no user is known.
    """

    at: dt.datetime
    action: str
    subject: str
    by: str
    source: str
    content: str


def audit_entries(
    subject: models.Model, *, parts: bool, links: TrackedLinks | None = None
) -> list[AuditEntry]:
    """The newest entries of the object, newest first; with `parts`, also of all rows that refer to
    it, and of their `links`. Two queries, and three for the links.
    """
    events: Any = Events.objects
    own = events.references(subject) if parts else events.tracks(subject)
    found = list(own.order_by("-pgh_created_at", "-pgh_slug")[:LIMIT])
    labels = links.part_labels(subject) if links else {}
    if links and labels:
        across = events.across(*(link.pgh_event_model for link in links.links))
        linked = across.references([links.part(pk=pk) for pk in labels])
        found += linked.order_by("-pgh_created_at", "-pgh_slug")[:LIMIT]
        found = sorted(found, key=lambda event: event.pgh_created_at, reverse=True)[:LIMIT]
    # A row changed by plain SQL has no context: its entry shows no user.
    contexts = [event.pgh_context or {} for event in found]
    users = User.objects.in_bulk([context["user"] for context in contexts if context.get("user")])
    return [
        AuditEntry(
            at=event.pgh_created_at,
            action=str(_ACTIONS.get(event.pgh_label, event.pgh_label)),
            subject=_subject(event, labels.get(links.part_id(event) or 0, "") if links else ""),
            by=str(users.get(context.get("user"), "")),
            source=context.get("source", ""),
            content=json.dumps(event.pgh_data, ensure_ascii=False, indent=1),
        )
        for event, context in zip(found, contexts, strict=True)
    ]


def _subject(event: Any, part: str) -> str:
    """The kind of the row with its key or name; of a link, with the label of its part too."""
    kind = apps.get_model(event.pgh_obj_model)._meta.verbose_name
    # The models have no common name field: the first that the row has is what people know it by.
    names = (event.pgh_data.get(field) for field in _NAMES)
    subject = f"{kind} {next((name for name in names if name), '')}".strip()
    return gettext("{subject} of {part}").format(subject=subject, part=part) if part else subject
