"""Schema of a sentence in a buyer's words, and of what was read in it."""

from collections import defaultdict
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from api.v1.serializers.briefs import Brief
from api.v1.serializers.strict_fields import StrictCharField, StrictSerializer
from core.languages.translation import translated
from matcher.briefs.sentence import LONGEST_TEXT, WORDING, SentenceReading


class Sentence(StrictSerializer):
    """What a buyer types."""

    text = StrictCharField(
        max_length=LONGEST_TEXT,
        # The answer tells where in the text its words stand, so the text stays as it was sent.
        trim_whitespace=False,
        help_text="One or several sentences in English or Chinese.",
    )


class WordsOut(serializers.Serializer[Any]):
    """Words of the text: `text[start:end]`, counted in Unicode characters."""

    words = serializers.CharField(trim_whitespace=False)
    start = serializers.IntegerField(help_text="Number of the first character; 0 is the first.")
    end = serializers.IntegerField(help_text="Number of the character after the last one.")


class ReadValueOut(WordsOut):
    """A value of the brief, and the words that it comes from."""

    value = serializers.JSONField(help_text="Text, number or object.")
    note = serializers.CharField(
        allow_blank=True,
        help_text="What was assumed, or why a sector was taken, in the requested language.",
    )


class NotUnderstoodOut(WordsOut):
    """Words that say something that the brief does not use."""

    reason = serializers.CharField(help_text="Stable name of the reason.")
    text = serializers.CharField(help_text="The reason in the requested language.")
    detail = serializers.CharField(
        allow_blank=True, help_text="What is near, or what the words may mean; may be empty."
    )


class SentenceReadingOut(serializers.Serializer[Any]):
    """A brief from a text. Every word of the text is in `understood`, in `not_understood`, or says
    nothing about what is looked for.
    """

    brief = Brief(help_text="A body for `POST /v1/rank` and `/v1/shortlists`.")
    understood = serializers.DictField(
        child=ReadValueOut(many=True),
        help_text="Maps each field of the brief (`client.sector` for a member) to its values.",
    )
    not_understood = NotUnderstoodOut(many=True)


def parse_sentence(request: Request) -> str:
    """Return the text in the request body. Raises DRF's ValidationError."""
    sentence = Sentence(data=request.data)
    if not sentence.is_valid():
        raise ValidationError(sentence.errors)
    return str(sentence.validated_data["text"])


def render_reading(reading: SentenceReading, language: str) -> dict[str, Any]:
    """Return the JSON of a reading, its reasons in the language `en` or `zh`, which is active."""
    understood: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in reading.understood:
        words = _words(reading.text, one.start, one.end)
        understood[one.field].append({**words, "value": one.value, "note": translated(one.note)})
    return {
        "brief": reading.brief,
        "understood": dict(understood),
        "not_understood": [
            {
                **_words(reading.text, one.start, one.end),
                "reason": one.reason.value,
                "text": WORDING[one.reason][language == "zh"],
                "detail": one.detail,
            }
            for one in reading.not_understood
        ],
    }


def _words(text: str, start: int, end: int) -> dict[str, Any]:
    return {"words": text[start:end], "start": start, "end": end}
