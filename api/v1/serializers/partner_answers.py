"""What partners told a firm in answer to open questions."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from api.v1.serializers.partner_edits import AmountIn, CertificateIn
from api.v1.serializers.request_bodies import validate_body
from api.v1.serializers.strict_fields import (
    StrictBooleanField,
    StrictCharField,
    StrictDateField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from matcher.models import PartnerAnswer
from matcher.statements.questions import QUESTIONS

QUESTION_KEYS = list(QUESTIONS)


class ListedIn(StrictSerializer):
    """Languages or markets, as codes or names."""

    listed = StrictListField(child=StrictCharField())
    complete = StrictBooleanField(
        required=False, help_text="True: the partner has no others. By default it may."
    )


class HeldIn(StrictSerializer):
    """Certificates, each with the days of its validity."""

    held = StrictListField(child=CertificateIn())
    complete = StrictBooleanField(
        required=False, help_text="True: the partner holds no others. By default it may."
    )


def _words(help_text: str) -> StrictListField:
    return StrictListField(
        child=StrictCharField(max_length=80), min_length=1, required=False, help_text=help_text
    )


class AnswersByQuestionIn(StrictSerializer):
    """The answers by question: the key is the `question` of `ask_next` and `missing`."""

    minimum_order = AmountIn(required=False)
    capacity = AmountIn(required=False, help_text="A month.")
    lead_time = StrictIntegerField(
        required=False, min_value=0, max_value=3650, help_text="Days from order to shipment."
    )
    certificates = HeldIn(required=False)
    validity = HeldIn(required=False)
    tests_for = _words("Standards that a laboratory tests for.")
    languages = ListedIn(required=False)
    markets = ListedIn(required=False)
    products = _words("Products and HS codes that it makes or handles.")
    processes = _words("What it does itself.")
    materials = _words("What it works with.")
    specialities = _words("Services, in the words of the brief.")
    client_sector = _words("Sectors that it works for, in any words.")
    place = StrictCharField(
        required=False, help_text="Province or prefecture, where none is on record."
    )
    evidence = StrictCharField(
        required=False, max_length=500, help_text="What confirms it, in your words."
    )


class AnswersIn(StrictSerializer):
    """What the partner told you."""

    answers = AnswersByQuestionIn()
    note = StrictCharField(required=False, max_length=2_000, help_text="For your colleagues.")
    told_on = StrictDateField(
        required=False, help_text="The day on which it was told; by default that of the record."
    )


class PartnerAnswerOut(serializers.Serializer[PartnerAnswer]):
    """An answer of a partner to one question."""

    number = serializers.IntegerField(
        help_text="Its place among all that you say of partners: the greater is the newer."
    )
    partner = serializers.IntegerField(source="partner_id")
    question = serializers.ChoiceField(choices=QUESTION_KEYS)
    value = serializers.JSONField(
        help_text="In codes and usual units; null takes back the one before."
    )
    note = serializers.CharField(allow_blank=True)
    told_on = serializers.DateField(allow_null=True)
    by = serializers.SerializerMethodField(
        help_text=(
            "Who recorded it: the e-mail address of the member whose key it was, or the id of a "
            "key that is no member's."
        )
    )
    made_at = serializers.DateTimeField()

    def get_by(self, answer: PartnerAnswer) -> str:
        return answer.by_member.email if answer.by_member else answer.by_key


class RecordedAnswersOut(serializers.Serializer[Any]):
    """The answers that were recorded, one a question."""

    results = PartnerAnswerOut(many=True)


def parse_answers(request: Request) -> dict[str, Any]:
    """Return what the partner told. Raises `InvalidBody`."""
    return validate_body(request.data, AnswersIn, "answer-not-understood")
