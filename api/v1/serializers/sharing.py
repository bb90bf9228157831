"""Frozen copies and shared links: request bodies and responses."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.answers import AnswerOut, BasisOut
from api.v1.serializers.beside import VerdictOut
from api.v1.serializers.entries import EntryOut, QuestionOut
from api.v1.serializers.request_bodies import body_parser
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictDateTimeField,
    StrictIntegerField,
    StrictSerializer,
)
from matcher.models import FrozenShortlist, SharedLink


class FreezeIn(StrictSerializer):
    """What to freeze."""

    revision = StrictIntegerField(
        required=False,
        min_value=1,
        max_value=1_000_000_000,
        help_text="Number of the revision; the current answer if omitted.",
    )
    title = StrictCharField(
        required=False,
        max_length=200,
        allow_blank=True,
        help_text="A label for your own use; that of the brief if omitted.",
    )


class FrozenCopyOut(serializers.Serializer[FrozenShortlist]):
    """A frozen copy as a list item."""

    id = serializers.UUIDField()
    title = serializers.CharField(allow_blank=True)
    shortlist = serializers.UUIDField(source="shortlist_id")
    revision = serializers.IntegerField()
    basis = BasisOut(source="*")
    digest = serializers.CharField(
        help_text="SHA-256 of the copy in all languages: equal digests, equal copies."
    )
    frozen_at = serializers.DateTimeField()
    location = serializers.SerializerMethodField()

    def get_location(self, copy: FrozenShortlist) -> str:
        return f"/v1/frozen/{copy.pk}"


class FrozenAnswerOut(AnswerOut):
    """An answer as it was shown when it was frozen, with what `include` of `aliases`, `args`,
    `context` and `missing` showed: names of partners and all sentences are those of that time.
    """

    id = serializers.UUIDField(help_text="Id of the frozen copy.")
    shortlist = serializers.UUIDField()
    revision = serializers.IntegerField()
    frozen_at = serializers.DateTimeField()
    # What moves on is no part of a copy.
    status = errors = stale = archived_at = tags = changes = None  # type: ignore[assignment]


class LinkIn(StrictSerializer):
    """Settings of a new link."""

    name = StrictCharField(
        required=False, max_length=100, allow_blank=True, help_text="For whom the link is."
    )
    expires_at = StrictDateTimeField(
        required=False, help_text="End of the link, within 90 days; in 30 days if omitted."
    )
    frozen = StrictCharField(
        required=False,
        max_length=36,
        help_text=(
            "Id of a frozen copy of this shortlist, which the link then shows; if omitted, the "
            "link shows the shortlist as it is when it is followed."
        ),
    )


class LinkOut(serializers.Serializer[SharedLink]):
    """A link without its token."""

    id = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    prefix = serializers.CharField(help_text="The part of the token after `rhs_`.")
    frozen = serializers.UUIDField(
        source="frozen_id", allow_null=True, help_text="The copy that it shows, if it shows one."
    )
    live = serializers.BooleanField(
        source="is_live", help_text="Whether it is neither revoked nor expired."
    )
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    uses = serializers.IntegerField(help_text="How often it was followed, to about a second.")
    last_used_at = serializers.DateTimeField(allow_null=True)


class NewLinkOut(serializers.Serializer[Any]):
    """A new link. No later response contains its token."""

    token = serializers.CharField()
    path = serializers.CharField(help_text="Path of the link, which needs no key.")
    details = LinkOut()


class SharedOut(serializers.Serializer[Any]):
    """What a link shows: the entries, and what they rest on. Neither the brief nor anything that
    the firm wrote is part of it.
    """

    frozen_at = serializers.DateTimeField(
        allow_null=True, help_text="When the copy was made; null: the entries are the current ones."
    )
    expires_at = serializers.DateTimeField(help_text="End of the link.")
    revision = serializers.IntegerField(allow_null=True, help_text="Null: not answered yet.")
    basis = BasisOut(allow_null=True)
    weights = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    verdict = VerdictOut(allow_null=True)
    entries = EntryOut(many=True)
    ask_all = QuestionOut(many=True)


parse_sharing_body = body_parser("link-not-understood")
