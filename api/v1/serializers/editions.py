"""Editions as data: their rows in codes, as they are sent, kept and compared."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.problems.refusals import RowsRefused
from api.v1.serializers.names import Name
from api.v1.serializers.strict import (
    FIRST_YEAR,
    LAST_YEAR,
    Choice,
    Day,
    Instant,
    Known,
    Listed,
    Text,
    Whole,
)
from partners.models.place import Confidence
from priorities.editions.draft import PriorityDraft
from priorities.models import Edition, Priority
from priorities.models.edition import Precision

_PRECISION = "day, month or year: a date of a month or year is its first day."


class ListRow(Known):
    """One priority as data: codes for names. What is read here may be sent back."""

    key = Text(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text="Stable across editions and renames; a new row has none and is given one.",
    )
    title = Text(max_length=240)
    category = Text(max_length=40)
    signal = Choice(choices=Priority.Signal.values)
    speaker = Choice(choices=Priority.Speaker.values)
    stage = Choice(choices=Priority.Stage.values)
    document = Text(max_length=240, help_text="Its title.")
    document_year = Whole(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    published_on = Day(allow_null=True)
    document_precision = Choice(choices=Precision.values, help_text=_PRECISION)
    effective_from = Day()
    effective_to = Day(allow_null=True, required=False, default=None)
    precision = Choice(choices=Precision.values, help_text=_PRECISION)
    confidence = Choice(choices=Confidence.values)
    quote = Text(max_length=4000, source="summary", help_text="What the source says.")
    source = Text(max_length=4000, help_text="Where it is read: with an address.")  # type: ignore[assignment]
    targets = Listed(
        child=Text(max_length=16),
        required=False,
        default=(),
        help_text="Codes of sectors; empty where the sources name no field.",
    )
    places = Listed(
        child=Text(max_length=6),
        required=False,
        default=(),
        help_text="Codes of cities; empty: the whole province.",
    )
    rank = Whole(
        min_value=1,
        max_value=999,
        allow_null=True,
        required=False,
        default=None,
        help_text="Only where the document ranks.",
    )


class RevisedList(Known):
    """All rows that the draft shall hold: a row that is not sent is taken out."""

    priorities = Listed(child=ListRow(), max_length=500, allow_empty=True)
    coverage = Choice(
        choices=Edition.Coverage.values, required=False, help_text="As it was, if not said."
    )


class PublishAt(Known):
    """When an approved draft shall be published."""

    publish_at = Instant()


class Withdrawal(Known):
    """Why a list is withdrawn."""

    reason = Text(max_length=2000)


class SentBack(Known):
    """Why a draft is sent back."""

    note = Text(max_length=2000)


class Nothing(Known):
    """A step that needs no word."""


class EditionHeadOut(serializers.Serializer[Any]):
    """An edition without its rows."""

    id = serializers.IntegerField()
    province = Name()
    kind = serializers.CharField(help_text="list, or withdrawal: no list in force any more")
    state = serializers.CharField(help_text="draft, submitted, approved, published or discarded")
    number = serializers.IntegerField(allow_null=True, help_text="Null for what is no list yet.")
    version = serializers.IntegerField(help_text="Raised by each step; the ETag.")
    coverage = serializers.CharField(help_text="complete, or excerpt: not all that was published")
    base = serializers.IntegerField(
        source="base_id", allow_null=True, help_text="The edition it was copied from or ends."
    )
    in_force_from = serializers.DateTimeField(source="in_force.lower", allow_null=True)
    in_force_to = serializers.DateTimeField(source="in_force.upper", allow_null=True)
    publish_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    policy = serializers.IntegerField(allow_null=True, help_text="The policy number it took.")
    reason = serializers.CharField(allow_blank=True, help_text="Of a withdrawal.")
    location = serializers.SerializerMethodField()

    def get_location(self, edition: Edition) -> str:
        return f"/v1/editions/{edition.pk}"


class ActOut(serializers.Serializer[Any]):
    """A step that a curator took."""

    verb = serializers.CharField()
    by = serializers.CharField(source="by.username", allow_null=True)
    at = serializers.DateTimeField()
    version = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True, help_text="Why a draft was sent back.")


class EditionWholeOut(EditionHeadOut):
    """An edition with its rows."""

    # The context's `curating` tells whether the reader may see who did what.

    priorities = ListRow(many=True)
    acts = ActOut(many=True, allow_null=True, help_text="Who did what; null but for curators.")

    def to_representation(self, instance: tuple[Edition, Any]) -> dict[str, Any]:
        edition, rows = instance
        acts = edition.acts.select_related("by") if self.context["curating"] else None
        return {
            **EditionHeadOut(edition).data,
            "priorities": ListRow(rows, many=True).data,
            "acts": None if acts is None else ActOut(acts, many=True).data,
        }


class FieldChangeOut(serializers.Serializer[Any]):
    """A field of a priority that both editions hold."""

    key = serializers.CharField()
    field = serializers.CharField()
    before = serializers.JSONField(help_text="Text, number, list or null.")
    after = serializers.JSONField(help_text="Text, number, list or null.")


class DiffOut(serializers.Serializer[Any]):
    """What an edition says differently. Applied to `against` it gives `edition`."""

    edition = EditionHeadOut()
    against = EditionHeadOut(allow_null=True, help_text="Null: compared with an empty list.")
    added = ListRow(many=True)
    removed = ListRow(many=True)
    changed = FieldChangeOut(many=True)
    reranked = FieldChangeOut(many=True)


def read(body: type[Known], request: Request) -> dict[str, Any]:
    """The body, which is of this shape. Raises `RowsRefused`."""
    found = body(data=request.data)
    if not found.is_valid():
        raise RowsRefused(found.errors)
    return dict(found.validated_data)


def drafts(rows: list[dict[str, Any]]) -> list[PriorityDraft]:
    """The rows of a `RevisedList` as the lifecycle takes them."""
    return [PriorityDraft(**row) for row in rows]
