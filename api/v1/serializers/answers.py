"""The shape of an answer. `api.v1.render_answer` makes it: the hot path has no serializer."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from api.v1.serializers.problem_document import ProblemError

_STATUS = "pending, answered or refused"


class BasisOut(serializers.Serializer[Any]):
    """What the scores were computed from."""

    model = serializers.CharField(help_text="Version of the scoring.")
    policy = serializers.IntegerField(help_text="Number of the last priority list published.")
    partners = serializers.IntegerField(help_text="Number of the last change of a partner.")
    as_of = serializers.DateField(help_text="The day in China.")


class ReasonOut(serializers.Serializer[Any]):
    """A sentence in the reader's language, with the facts that it names."""

    code = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    args = serializers.DictField()


class QuestionOut(ReasonOut):
    """A question to ask the partner, in both languages."""

    en = serializers.CharField()
    zh = serializers.CharField()


class MissingOut(serializers.Serializer[Any]):
    """A fact that nobody has told us."""

    component = serializers.CharField()
    fact = serializers.CharField()
    stake = serializers.IntegerField(help_text="The points that knowing it could add at most.")
    ask = ReasonOut(allow_null=True)


class ComponentOut(serializers.Serializer[Any]):
    """One part of the score: `points` = `weight` x `value`."""

    name = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256)
    value = serializers.IntegerField(min_value=0, max_value=255)
    points = serializers.IntegerField(min_value=0, max_value=65280)
    because = ReasonOut(many=True)


class RankedDataset(serializers.Serializer[Any]):
    """Where the partner's record comes from."""

    key = serializers.CharField()
    simulated = serializers.BooleanField()
    notice = serializers.CharField()


class RankedPlace(Name):
    """Where the partner is."""

    province = Name(allow_null=True)


class RankedPartner(serializers.Serializer[Any]):
    """The partner in short; /v1/partners/{id} tells all."""

    id = serializers.IntegerField()
    name_en = serializers.CharField(allow_blank=True)
    name_zh = serializers.CharField(allow_blank=True)
    form = serializers.CharField()
    place = RankedPlace(allow_null=True)
    dataset = RankedDataset()
    retired = serializers.BooleanField(help_text="Ranked no more: an answer of before names it.")
    merged_into = serializers.IntegerField(
        allow_null=True, help_text="The id of the record that it is read as now."
    )


class NeedOut(serializers.Serializer[Any]):
    """What is needed: the maker's division and the service group that count."""

    sector = Name()
    service = Name()


class PointsOut(serializers.Serializer[Any]):
    """One part of a score: `points` = `weight` x `value`."""

    name = serializers.CharField()
    weight = serializers.IntegerField(min_value=0, max_value=256)
    value = serializers.IntegerField(min_value=0, max_value=255)
    points = serializers.IntegerField(min_value=0, max_value=65280)


class BestProviderOut(serializers.Serializer[Any]):
    """The provider that serves a need best, and how near it is. Every reason of the same match
    stands at /v1/partners/{id}/matches of the maker.
    """

    partner = RankedPartner()
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="Exactly the sum of the components' points."
    )
    known = serializers.IntegerField(help_text="Percent of the weights that rest on known facts.")
    components = PointsOut(many=True)
    because = ReasonOut(many=True)


class NearbyNeedOut(serializers.Serializer[Any]):
    """One of the strongest needs of a maker, and who serves it best, of all in datasets of its
    kind (real or simulated).
    """

    need = NeedOut()
    value = serializers.IntegerField(min_value=1, max_value=255, help_text="How strong it is.")
    best = BestProviderOut(
        allow_null=True, help_text="Null: nobody on record documents the service."
    )


class EntryOut(serializers.Serializer[Any]):
    """One ranked partner."""

    rank = serializers.IntegerField(min_value=1)
    score = serializers.FloatField(help_text="0 to 100: points / 652.8.")
    points = serializers.IntegerField(
        min_value=0, max_value=65280, help_text="Exactly the sum of the components' points."
    )
    known = serializers.IntegerField(help_text="Percent of the weights that rest on known facts.")
    partner = RankedPartner()
    components = ComponentOut(many=True)
    around = NearbyNeedOut(
        many=True, help_text="Of a maker its three strongest needs; empty for a service provider."
    )
    context = ReasonOut(  # type: ignore[assignment]
        many=True, help_text="Beside the entry; scores nothing."
    )
    missing = MissingOut(many=True)
    ask_next = QuestionOut(many=True)


class ExcludedOut(serializers.Serializer[Any]):
    """Who was left out: each candidate is counted once, at the first gate it did not pass."""

    considered = serializers.IntegerField()
    by_request = serializers.IntegerField()
    no_fit = serializers.IntegerField()
    by_wish = serializers.DictField(child=serializers.IntegerField())
    by_unknown = serializers.DictField(child=serializers.IntegerField())
    below_limit = serializers.IntegerField()


class UnderstoodClient(serializers.Serializer[Any]):
    sector = Name(allow_null=True)
    place = Name(allow_null=True)


class UnderstoodOrder(serializers.Serializer[Any]):
    dimension = serializers.CharField()
    amount = serializers.CharField(help_text="In the dimension's base unit.")
    unit = serializers.CharField(
        required=False, help_text="The base unit; answers given before it was told have none."
    )


class UnderstoodDataset(serializers.Serializer[Any]):
    key = serializers.CharField()
    notice = serializers.CharField()


class UnderstoodProduct(serializers.Serializer[Any]):
    words = serializers.CharField(required=False)
    hs = serializers.CharField(required=False)


class UnderstoodOut(serializers.Serializer[Any]):
    """The brief as it was understood, with what was `assumed`, and the components that it gives
    nothing to judge by: they weigh nothing.
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
    """A partner whose rank is another than in the revision before."""

    partner = serializers.IntegerField()
    old_rank = serializers.IntegerField(allow_null=True, help_text="Null: was not listed.")
    new_rank = serializers.IntegerField(allow_null=True, help_text="Null: is listed no more.")
    because = serializers.ListField(
        child=serializers.CharField(),
        help_text="Keys of the priorities that moved it; empty where only partners changed.",
    )


class AnswerOut(serializers.Serializer[Any]):
    """A ranked, explained shortlist. While `status` is pending or refused it holds no entry: an
    old answer never shows as current.
    """

    id = serializers.UUIDField(allow_null=True, help_text="Null for /v1/rank: nothing is stored.")
    title = serializers.CharField(allow_blank=True)
    revision = serializers.IntegerField(allow_null=True)
    status = serializers.CharField(help_text=_STATUS)
    errors = ProblemError(  # type: ignore[assignment]
        many=True,
        help_text="Where it is refused: what of the brief can no longer be understood, and the "
        "nearest right values. It is tried again when something that touches it changes.",
    )
    stale = serializers.BooleanField(
        help_text="Lists, partners or the day have moved since it was last checked, or there is "
        "a later revision."
    )
    brief_version = serializers.IntegerField(allow_null=True)
    basis = BasisOut(allow_null=True)
    understood = UnderstoodOut(allow_null=True)
    weights = serializers.DictField(
        child=serializers.IntegerField(), allow_null=True, help_text="They sum to 256."
    )
    excluded = ExcludedOut(allow_null=True)
    changes = RankChangeOut(
        many=True, help_text="Since the revision before of the same brief version, by new rank."
    )
    entries = EntryOut(many=True)


class ShortlistOut(serializers.Serializer[Any]):
    """A shortlist in a list; `revision` answers the newest version of its brief."""

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
        return shortlist.state != "pending" and bool(shortlist.stale)

    def get_location(self, shortlist: Any) -> str:
        return f"/v1/shortlists/{shortlist.pk}"


class RevisionOut(serializers.Serializer[Any]):
    """An answer in the history of a shortlist."""

    number = serializers.IntegerField()
    brief_version = serializers.IntegerField()
    answered_at = serializers.DateTimeField()
    basis = BasisOut(source="*")
    changes = RankChangeOut(
        many=True, help_text="Since the revision before of the same brief version, by new rank."
    )
    location = serializers.SerializerMethodField()

    def get_location(self, revision: Any) -> str:
        return f"/v1/shortlists/{revision.shortlist_id}/revisions/{revision.number}"
