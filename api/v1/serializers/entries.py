"""Schema of an entry of an answer: a ranked partner with its components, reasons and questions."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.decisions import EntryDecisionOut
from api.v1.serializers.names import Name
from api.v1.serializers.screening import ScreeningOut


class ReasonOut(serializers.Serializer[Any]):
    """A reason as a sentence in the requested language, with the facts that it names."""

    code = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    args = serializers.DictField()
    sources = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Addresses of the document that the reason cites; absent where it cites none.",
    )


class EntryReasonOut(ReasonOut):
    """A reason as a sentence in the requested language; with `include=args` also its code and the
    facts that it names.
    """

    code = serializers.CharField(required=False, help_text="Only with `include=args`.")
    args = serializers.DictField(required=False, help_text="Only with `include=args`.")


class QuestionOut(serializers.Serializer[Any]):
    """A question to ask the partner, in both languages."""

    question = serializers.CharField(
        help_text="The key under which /v1/partners/{id}/answers takes the answer."
    )
    code = serializers.CharField(required=False, help_text="Only with `include=args`.")
    text = serializers.CharField(
        required=False, help_text="In the requested language; only with `include=args`."
    )
    args = serializers.DictField(required=False, help_text="Only with `include=args`.")
    en = serializers.CharField()
    zh = serializers.CharField()


class MissingQuestionOut(EntryReasonOut):
    """The question that would make a fact known."""

    question = serializers.CharField(
        help_text="The key under which /v1/partners/{id}/answers takes the answer."
    )


class MissingOut(serializers.Serializer[Any]):
    """A fact about the partner that is unknown."""

    component = serializers.CharField()
    fact = serializers.CharField()
    stake = serializers.IntegerField(
        help_text="Maximum number of points that knowing the fact could add."
    )
    ask = MissingQuestionOut(allow_null=True)


class PointsOut(serializers.Serializer[Any]):
    """A component of a score: `points` = `weight` x `value`."""

    name = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256)
    value = serializers.IntegerField(min_value=0, max_value=255)
    points = serializers.IntegerField(min_value=0, max_value=65280)


class ComponentOut(PointsOut):
    """A component of the score, with its reasons."""

    because = ReasonOut(many=True)


class EntryComponentOut(PointsOut):
    """A component of the score of an entry, with its reasons. `weights` of the answer has the
    weight of each, and `value` is points / weight.
    """

    weight = serializers.IntegerField(
        required=False, min_value=0, max_value=256, help_text="Only with `include=args`."
    )
    value = serializers.IntegerField(
        required=False, min_value=0, max_value=255, help_text="Only with `include=args`."
    )
    because = EntryReasonOut(many=True)


# These classes only describe the schema. `render_answer` builds the documents, and a test compares
# the two.
class RankedPlace(Name):
    """The partner's place."""

    province = Name(allow_null=True)


class RankedPartner(serializers.Serializer[Any]):
    """A summary of the partner; /v1/partners/{id} returns all facts."""

    id = serializers.IntegerField()
    name_en = serializers.CharField(allow_blank=True)
    name_zh = serializers.CharField(allow_blank=True)
    aliases = serializers.ListField(
        child=serializers.CharField(),
        help_text="Further names in its records; a few of many, unless `include=aliases` asks for "
        "all. /v1/partners/{id} has all.",
    )
    more_aliases = serializers.IntegerField(
        min_value=0, help_text="How many further names are not listed here."
    )
    form = serializers.CharField()
    place = RankedPlace(allow_null=True)
    datasets = serializers.ListField(
        child=serializers.CharField(),
        help_text=(
            "Keys of the datasets that have a record of the partner. Show the notice of each: "
            "/v1/datasets has it."
        ),
    )
    simulated = serializers.BooleanField(
        help_text="True for records generated for demonstration, not real organisations."
    )
    retired = serializers.BooleanField(
        help_text="True if the partner is no longer ranked and only an earlier answer names it."
    )
    merged_into = serializers.IntegerField(
        allow_null=True, help_text="Id of the partner that replaces it."
    )
    screening = ScreeningOut(allow_null=True, help_text="Null: no provider is set up.")


class TieBreakOut(serializers.Serializer[Any]):
    """What puts the partner in order among those of the same points."""

    main = serializers.BooleanField(
        help_text="True if a source calls it the main business, or nothing else is on record."
    )
    sources = serializers.IntegerField(help_text="Independent sources; 7 means 7 or more.")
    checked_on = serializers.DateField(allow_null=True, help_text="Date of the latest evidence.")


class NeedOut(serializers.Serializer[Any]):
    """The need: the manufacturer's division and the service group that count."""

    sector = Name()
    service = Name()


class BestProviderOut(serializers.Serializer[Any]):
    """The best provider for a need, and its distance. The full reasons of this match are in
    /v1/partners/{id}/matches of the manufacturer.
    """

    partner = RankedPartner()
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="The exact sum of the points of the components."
    )
    known = serializers.IntegerField(
        help_text="Percentage of the weights that rests on known facts."
    )
    components = PointsOut(many=True)
    because = EntryReasonOut(many=True)


class NearbyNeedOut(serializers.Serializer[Any]):
    """One of the strongest needs of a manufacturer and the best provider for it among all datasets
    of the same kind (real or simulated).
    """

    need = NeedOut()
    value = serializers.IntegerField(min_value=1, max_value=255, help_text="Strength of the need.")
    best = BestProviderOut(
        allow_null=True, help_text="Null: no recorded partner documents the service."
    )


RELATION = (
    "`exact`: the very group or service, or a product that was asked for, is on record; `broader`: "
    "the division or class alone; `related`: another group of the division, or an emerging "
    "industry. All exact entries stand before all broader ones, and these before related ones."
)
_TIED_WITH = "Ids of the listed partners of the same relation and points."


class EntryOut(serializers.Serializer[Any]):
    """A ranked partner. `fields` may leave out all but `rank` and `partner`."""

    rank = serializers.IntegerField(min_value=1)
    relation = serializers.ChoiceField(
        ["exact", "broader", "related"],
        allow_null=True,
        required=False,
        help_text=f"{RELATION} Null in answers from before this field existed.",
    )
    tied_with = serializers.ListField(
        child=serializers.IntegerField(),
        required=False,
        help_text=f"{_TIED_WITH} Among them the main business comes first, then the number of "
        "independent sources, then the freshest evidence, then the lower id. The first few of "
        "many; `include=args` shows all.",
    )
    more_tied = serializers.IntegerField(
        required=False, min_value=0, help_text="How many more partners it is tied with."
    )
    more_reasons = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="How many reasons of the components were left out, so that an entry stays below "
        "2 kB: `include=args` or `fields=components` shows all.",
    )
    tie_break = TieBreakOut(allow_null=True, required=False)
    score = serializers.FloatField(required=False, help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=65280,
        help_text="The exact sum of the points of the components.",
    )
    known = serializers.IntegerField(
        required=False, help_text="Percentage of the weights that rests on known facts."
    )
    partner = RankedPartner()
    components = EntryComponentOut(many=True, required=False)
    around = NearbyNeedOut(
        many=True,
        required=False,
        help_text=(
            "Only with `include=around`: the three strongest needs of a manufacturer; empty for a "
            "service provider."
        ),
    )
    context = EntryReasonOut(  # type: ignore[assignment]
        many=True,
        required=False,
        help_text=(
            "Only with `include=context`: background statements; they have no effect on the score."
        ),
    )
    missing = MissingOut(many=True, required=False, help_text="Only with `include=missing`.")
    ask_next = QuestionOut(many=True, required=False)
    declared_to_you = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text=(
            "The questions to which you recorded what the partner told you: the entry rests on "
            "that too. Absent where there are none."
        ),
    )
    decision = EntryDecisionOut(
        allow_null=True,
        required=False,
        help_text=(
            "What you say of the partner in this shortlist; else its rejection in another of your "
            "shortlists. Null: nothing. Absent from `/v1/rank`."
        ),
    )
