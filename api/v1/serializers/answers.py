"""Schema of an answer. `api.v1.render_answer` builds it as plain dicts, because serializers would
double the cost of the hot path.
"""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.beside import NearMissOut, ServiceListOut, TeamMemberOut, VerdictOut
from api.v1.serializers.briefs import Brief
from api.v1.serializers.entries import EntryOut, QuestionOut
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


class ExcludedOut(serializers.Serializer[Any]):
    """The candidates that were left out. Each is counted once, at the first gate that it did not
    pass.
    """

    considered = serializers.IntegerField()
    by_request = serializers.IntegerField()
    no_fit = serializers.IntegerField()
    rejected = serializers.IntegerField(
        required=False,
        help_text=(
            "Partners that answer the need, but that you rejected in one of your shortlists. "
            "Absent from answers from before this field existed."
        ),
    )
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
    processes = serializers.ListField(child=serializers.CharField())
    materials = serializers.ListField(child=serializers.CharField())
    client = UnderstoodClient()
    provinces = Name(many=True)
    order = UnderstoodOrder(allow_null=True)
    lead_time_days = serializers.IntegerField(allow_null=True)
    certifications = serializers.ListField(child=serializers.CharField())
    tests_for = serializers.ListField(
        child=serializers.CharField(),
        help_text="Certificates that goods carry, of a brief that seeks laboratories.",
    )
    languages = serializers.ListField(child=serializers.CharField())
    markets = serializers.ListField(child=serializers.CharField())
    require = serializers.ListField(child=serializers.CharField())
    datasets = UnderstoodDataset(many=True)
    exclude = serializers.ListField(child=serializers.IntegerField())
    limit = serializers.IntegerField()
    include_rejected = serializers.BooleanField(
        required=False, help_text="Only if true: partners that you rejected are listed."
    )
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
        help_text=(
            "Keys of the priorities that caused the change; empty if only partners changed, or "
            "what you say of them."
        ),
    )


class AnswerOut(serializers.Serializer[Any]):
    """A ranked shortlist with reasons. While `status` is pending or refused it has no entries: an
    old answer is never shown as the current one.
    """

    id = serializers.UUIDField(
        allow_null=True, help_text="Null for /v1/rank, which stores nothing."
    )
    title = serializers.CharField(allow_blank=True)
    brief = Brief(
        allow_null=True,
        help_text=(
            "The brief as it was asked; null for /v1/rank, and in an old revision that keeps no "
            "brief and answers an earlier version."
        ),
    )
    archived_at = serializers.DateTimeField(
        allow_null=True,
        help_text="When the shortlist was archived; a new version of its brief brings it back.",
    )
    tags = serializers.ListField(
        child=serializers.CharField(), help_text="Your own words, in alphabetical order."
    )
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
    verdict = VerdictOut(
        allow_null=True, help_text="Null while there are no entries, and in the oldest answers."
    )
    entries = EntryOut(many=True)
    near_misses = NearMissOut(
        many=True,
        help_text=(
            "Where no entry is exact and places or required wishes bound the search: those of the "
            "very thing that come nearest. First those of which only a fact is unknown, then those "
            "that fail least, the nearer provinces first."
        ),
    )
    by_service = ServiceListOut(
        many=True, help_text="Of a brief with several services the answer to each alone."
    )
    team = TeamMemberOut(
        many=True,
        help_text=(
            "Of a brief with several services the fewest providers that document all of them, or "
            "as many as anybody does."
        ),
    )
    ask_all = QuestionOut(
        many=True,
        help_text=(
            "Questions for every entry, said once: `ask_next` of an entry repeats them only where "
            "it has no other."
        ),
    )


class ShortlistOut(serializers.Serializer[Any]):
    """A shortlist as a list item; `revision` answers the newest version of its brief."""

    id = serializers.UUIDField()
    title = serializers.CharField(source="brief.title", allow_blank=True)
    tags = serializers.ListField(child=serializers.CharField())
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
