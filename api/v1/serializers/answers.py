"""Schema of an answer. `api.v1.render_answer` builds it as plain dicts, because serializers would
double the cost of the hot path.
"""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.problem_document import ProblemError

_STATUS = "pending, answered or refused"


class BasisOut(serializers.Serializer[Any]):
    """The state of the data that the scores were computed from."""

    model = serializers.CharField(help_text="Version of the scoring model.")
    policy = serializers.IntegerField(
        help_text="Number of the last publication of a priority list."
    )
    partners = serializers.IntegerField(help_text="Number of the last change of a partner.")
    as_of = serializers.DateField(help_text="The date in China.")


class ReasonOut(serializers.Serializer[Any]):
    """A reason as a sentence in the requested language, with the facts that it names."""

    code = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    args = serializers.DictField()


class QuestionOut(ReasonOut):
    """A question to ask the partner, in both languages."""

    en = serializers.CharField()
    zh = serializers.CharField()


class MissingOut(serializers.Serializer[Any]):
    """A fact about the partner that is unknown."""

    component = serializers.CharField()
    fact = serializers.CharField()
    stake = serializers.IntegerField(
        help_text="Maximum number of points that knowing the fact could add."
    )
    ask = ReasonOut(allow_null=True)


class ComponentOut(serializers.Serializer[Any]):
    """A component of the score: `points` = `weight` x `value`."""

    name = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256)
    value = serializers.IntegerField(min_value=0, max_value=255)
    points = serializers.IntegerField(min_value=0, max_value=65280)
    because = ReasonOut(many=True)


class RankedDataset(serializers.Serializer[Any]):
    """The dataset that the partner's record comes from."""

    key = serializers.CharField()
    simulated = serializers.BooleanField()
    notice = serializers.CharField()


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
    form = serializers.CharField()
    place = RankedPlace(allow_null=True)
    dataset = RankedDataset()
    retired = serializers.BooleanField(
        help_text="True if the partner is no longer ranked and only an earlier answer names it."
    )
    merged_into = serializers.IntegerField(
        allow_null=True, help_text="Id of the partner that replaces it."
    )


class NeedOut(serializers.Serializer[Any]):
    """The need: the manufacturer's division and the service group that count."""

    sector = Name()
    service = Name()


class PointsOut(serializers.Serializer[Any]):
    """A component of a score: `points` = `weight` x `value`."""

    name = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256)
    value = serializers.IntegerField(min_value=0, max_value=255)
    points = serializers.IntegerField(min_value=0, max_value=65280)


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
    because = ReasonOut(many=True)


class NearbyNeedOut(serializers.Serializer[Any]):
    """One of the strongest needs of a manufacturer and the best provider for it among all datasets
    of the same kind (real or simulated).
    """

    need = NeedOut()
    value = serializers.IntegerField(min_value=1, max_value=255, help_text="Strength of the need.")
    best = BestProviderOut(
        allow_null=True, help_text="Null: no recorded partner documents the service."
    )


class EntryOut(serializers.Serializer[Any]):
    """A ranked partner."""

    rank = serializers.IntegerField(min_value=1)
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="The exact sum of the points of the components."
    )
    known = serializers.IntegerField(
        help_text="Percentage of the weights that rests on known facts."
    )
    partner = RankedPartner()
    components = ComponentOut(many=True)
    around = NearbyNeedOut(
        many=True,
        help_text="The three strongest needs of a manufacturer; empty for a service provider.",
    )
    context = ReasonOut(  # type: ignore[assignment]
        many=True, help_text="Background statements; they have no effect on the score."
    )
    missing = MissingOut(many=True)
    ask_next = QuestionOut(many=True)


class ExcludedOut(serializers.Serializer[Any]):
    """The candidates that were left out. Each is counted once, at the first gate that it did not
    pass.
    """

    considered = serializers.IntegerField()
    by_request = serializers.IntegerField()
    no_fit = serializers.IntegerField()
    by_wish = serializers.DictField(child=serializers.IntegerField())
    by_unknown = serializers.DictField(child=serializers.IntegerField())
    below_limit = serializers.IntegerField()


class UnderstoodClient(serializers.Serializer[Any]):
    sector = Name(allow_null=True)
    place = Name(allow_null=True)


# Stored revisions never change, so fields that were added later are optional.
class UnderstoodOrder(serializers.Serializer[Any]):
    dimension = serializers.CharField()
    amount = serializers.CharField(help_text="Amount in the base unit of the dimension.")
    unit = serializers.CharField(
        required=False, help_text="The base unit; absent in answers from before this field existed."
    )


class UnderstoodDataset(serializers.Serializer[Any]):
    key = serializers.CharField()
    notice = serializers.CharField()


class UnderstoodProduct(serializers.Serializer[Any]):
    words = serializers.CharField(required=False)
    hs = serializers.CharField(required=False)


class UnderstoodOut(serializers.Serializer[Any]):
    """The interpretation of the brief: what was `assumed`, and in `left_out` the components
    without a criterion in the brief, which have no weight.
    """

    seeking = serializers.CharField()
    sectors = Name(many=True)
    services = Name(many=True)
    products = UnderstoodProduct(many=True)
    client = UnderstoodClient()
    provinces = Name(many=True)
    order = UnderstoodOrder(allow_null=True)
    lead_time_days = serializers.IntegerField(allow_null=True)
    certifications = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    markets = serializers.ListField(child=serializers.CharField())
    require = serializers.ListField(child=serializers.CharField())
    datasets = UnderstoodDataset(many=True)
    exclude = serializers.ListField(child=serializers.IntegerField())
    limit = serializers.IntegerField()
    assumed = serializers.ListField(child=serializers.CharField())
    left_out = serializers.ListField(child=serializers.CharField())


class RankChangeOut(serializers.Serializer[Any]):
    """A partner whose rank differs from the previous revision."""

    partner = serializers.IntegerField()
    old_rank = serializers.IntegerField(
        allow_null=True, help_text="Null: the partner was not listed before."
    )
    new_rank = serializers.IntegerField(
        allow_null=True, help_text="Null: the partner is no longer listed."
    )
    because = serializers.ListField(
        child=serializers.CharField(),
        help_text="Keys of the priorities that caused the change; empty if only partners changed.",
    )


class AnswerOut(serializers.Serializer[Any]):
    """A ranked shortlist with reasons. While `status` is pending or refused it has no entries: an
    old answer is never shown as the current one.
    """

    id = serializers.UUIDField(
        allow_null=True, help_text="Null for /v1/rank, which stores nothing."
    )
    title = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField(allow_null=True)
    status = serializers.CharField(help_text=_STATUS)
    errors = ProblemError(  # type: ignore[assignment]
        many=True,
        help_text=(
            "If the brief is refused: the parts that can no longer be understood, with the "
            "nearest valid values. The brief is tried again when something that touches it "
            "changes."
        ),
    )
    stale = serializers.BooleanField(
        help_text=(
            "True if priority lists, partners or the day have changed since the last check, or "
            "if there is a later revision."
        )
    )
    brief_version = serializers.IntegerField(allow_null=True)
    basis = BasisOut(allow_null=True)
    understood = UnderstoodOut(allow_null=True)
    weights = serializers.DictField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="Weight of each component; the weights sum to 256.",
    )
    excluded = ExcludedOut(allow_null=True)
    changes = RankChangeOut(
        many=True,
        help_text=(
            "Changes against the previous revision of the same brief version, sorted by new rank."
        ),
    )
    entries = EntryOut(many=True)


class ShortlistOut(serializers.Serializer[Any]):
    """A shortlist as a list item; `revision` answers the newest version of its brief."""

    id = serializers.UUIDField()
    title = serializers.CharField(source="brief.title", allow_blank=True)
    status = serializers.SerializerMethodField(help_text=_STATUS)
    stale = serializers.SerializerMethodField()
    revision = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    location = serializers.SerializerMethodField()

    def get_status(self, shortlist: Any) -> str:
        return str(shortlist.state.value)

    def get_stale(self, shortlist: Any) -> bool:
        # A pending shortlist has no answer that could be stale.
        return shortlist.state != "pending" and bool(shortlist.stale)

    def get_location(self, shortlist: Any) -> str:
        return f"/v1/shortlists/{shortlist.pk}"


class RevisionOut(serializers.Serializer[Any]):
    """A revision in the history of a shortlist."""

    number = serializers.IntegerField()
    brief_version = serializers.IntegerField()
    answered_at = serializers.DateTimeField()
    basis = BasisOut(source="*")
    changes = RankChangeOut(
        many=True,
        help_text=(
            "Changes against the previous revision of the same brief version, sorted by new rank."
        ),
    )
    location = serializers.SerializerMethodField()

    def get_location(self, revision: Any) -> str:
        return f"/v1/shortlists/{revision.shortlist_id}/revisions/{revision.number}"
