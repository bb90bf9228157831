"""Schema of batches of briefs."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.problems.problem_body import MAX_ERRORS, error_as_json
from api.problems.refusals import ErrorDetail
from api.problems.responses import flatten_errors
from api.v1.serializers.beside import VerdictOut
from api.v1.serializers.briefs import Brief
from api.v1.serializers.entries import RankedPartner
from api.v1.serializers.problem_document import ProblemError
from api.v1.serializers.strict_fields import StrictCharField, StrictListField, StrictSerializer
from core.faults import Fault
from matcher.batches.batch_submission import MOST_BRIEFS, SentBrief
from matcher.models import BatchItem

STATES = BatchItem.State.values


@extend_schema_field(OpenApiTypes.ANY)
class AnyBrief(serializers.Field[Any, Any, Any, Any]):
    """A brief that is validated by itself, so that a faulty one stops no other."""

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        """Take null as any other value that is no brief: it is told with the item."""
        return False, data

    def to_internal_value(self, data: Any) -> Any:
        return data


class BatchIn(StrictSerializer):
    """The body of a new batch."""

    title = StrictCharField(required=False, max_length=200)
    briefs = StrictListField(
        child=AnyBrief(),
        min_length=1,
        max_length=MOST_BRIEFS,
        help_text="Each as the body of `POST /v1/shortlists`.",
    )


class BatchCountsOut(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    answered = serializers.IntegerField()
    refused = serializers.IntegerField()
    cancelled = serializers.IntegerField()


class BatchOut(serializers.Serializer[Any]):
    """A batch as a list item."""

    id = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(
        allow_null=True, help_text="When nothing was left to answer."
    )
    cancelled_at = serializers.DateTimeField(allow_null=True)
    location = serializers.SerializerMethodField()

    def get_location(self, batch: Any) -> str:
        return f"/v1/batches/{batch.pk}"


class BatchDetailOut(BatchOut):
    """A batch and how far it is."""

    total = serializers.IntegerField()
    counts = BatchCountsOut()


class BestEntryOut(serializers.Serializer[Any]):
    """One of the first three entries of an answer."""

    rank = serializers.IntegerField()
    score = serializers.FloatField(help_text="0 to 100.")
    partner = RankedPartner()


class BatchItemOut(serializers.Serializer[Any]):
    """What became of a brief of a batch."""

    number = serializers.IntegerField(help_text="Its place in `briefs`, from 1.")
    status = serializers.ChoiceField(STATES)
    code = serializers.ChoiceField(
        [200, 202, 400, 410],
        help_text="The status that the brief would have had alone: 200 answered, 202 waiting, "
        "400 refused, 410 cancelled.",
    )
    title = serializers.CharField(allow_blank=True)
    shortlist = serializers.UUIDField(allow_null=True, help_text="Null where nothing was stored.")
    location = serializers.CharField(allow_null=True, help_text="Of the whole answer.")
    verdict = VerdictOut(allow_null=True)
    best = BestEntryOut(many=True, help_text="The first three entries.")
    errors = ProblemError(  # type: ignore[assignment]
        many=True, help_text="Of a refused brief; pointers into the brief."
    )


def parse_batch(request: Request) -> tuple[str, list[SentBrief]]:
    """Return the title and the briefs, a faulty one as its faults. Raises DRF's ValidationError
    for faults of the batch itself.
    """
    body = BatchIn(data=request.data)
    if not body.is_valid():
        raise ValidationError(body.errors)
    return body.validated_data.get("title", ""), [
        _parsed(one) for one in body.validated_data["briefs"]
    ]


def _parsed(data: Any) -> SentBrief:
    brief = Brief(data=data)
    return dict(brief.validated_data) if brief.is_valid() else _faults(brief.errors)


def _faults(errors: Any) -> Sequence[Fault]:
    """As many as a problem document would list, and no longer than there."""
    return [_fault(one) for one in islice(flatten_errors(errors), MAX_ERRORS)]


def _fault(error: ErrorDetail) -> Fault:
    told = error_as_json(error)
    # A message is kept with its template, unless it was cut.
    whole = told["detail"] == str(error.detail)
    return Fault(told["pointer"], error.detail if whole else told["detail"], told["nearest"])
