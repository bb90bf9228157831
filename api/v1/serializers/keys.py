"""API keys, the caller and the usage: request bodies and responses."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.request_bodies import body_parser
from api.v1.serializers.strict_fields import (
    StrictCharField,
    StrictChoiceField,
    StrictDateTimeField,
    StrictIntegerField,
    StrictListField,
    StrictSerializer,
)
from firms.models import ApiKey, Role, Scope

SCOPES = list(Scope.values)
# A curator is a user of the operator, so only the operator grants this scope.
GRANTABLE_SCOPES = [scope.value for scope in Scope if scope is not Scope.CURATE]


class ApiKeyIn(StrictSerializer):
    """Settings of a new key."""

    name = StrictCharField(
        max_length=100, required=False, allow_blank=True, help_text="What the key is for."
    )
    scopes = StrictListField(
        child=StrictChoiceField(choices=GRANTABLE_SCOPES),
        required=False,
        min_length=1,
        max_length=len(GRANTABLE_SCOPES),
        help_text="At most the scopes of the calling key; those of it if omitted, but `curate`.",
    )
    member = StrictCharField(
        max_length=254,
        required=False,
        help_text=(
            "E-mail address of the member whose key it is: the role of the member limits it. "
            "Omitted: a key of the member of the calling key, or of the firm itself."
        ),
    )
    expires_at = StrictDateTimeField(
        required=False, help_text="End of the key; it does not expire if omitted."
    )
    allowed_addresses = StrictListField(
        child=StrictCharField(max_length=60),
        required=False,
        max_length=20,
        help_text=(
            "Addresses and networks (CIDR) that the key may be used from; those of the calling key "
            "if omitted, every address for an empty list."
        ),
    )


class RotateKeyIn(StrictSerializer):
    """The period in which the old key still works, and the end of the new one."""

    # One week at most: a leaked key must stop working at some time.
    overlap_hours = StrictIntegerField(
        required=False, min_value=0, max_value=168, help_text="Hours; 24 by default."
    )
    expires_at = StrictDateTimeField(
        required=False,
        help_text="End of the new key; if omitted, it lives as long as the old one was to live.",
    )


class ApiKeyOut(serializers.Serializer[ApiKey]):
    """A key without its secret."""

    id = serializers.CharField(source="prefix", help_text="The part of the key after `rh_`.")
    name = serializers.CharField(allow_blank=True)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))
    member = serializers.EmailField(
        source="member.email",
        allow_null=True,
        default=None,
        help_text="The member whose key it is; null for a key of the firm itself.",
    )
    allowed_addresses = serializers.ListField(child=serializers.CharField(), source="networks")
    live = serializers.BooleanField(
        source="is_live", help_text="Whether it is neither revoked nor expired."
    )
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(
        allow_null=True, help_text="Time of the newest answer, to about a second."
    )
    made_by = serializers.CharField(
        source="made_by.prefix",
        allow_null=True,
        default=None,
        help_text="The key that created it; null if the operator did.",
    )
    replaces = serializers.CharField(
        source="replaces.prefix",
        allow_null=True,
        default=None,
        help_text="The key from whose rotation it came.",
    )


class NewApiKeyOut(serializers.Serializer[Any]):
    """A new key. No later response contains its text."""

    key = serializers.CharField(help_text="The text to send as `Authorization: Bearer KEY`.")
    old_until = serializers.DateTimeField(
        allow_null=True, help_text="End of the key that this one replaces; null if there is none."
    )
    details = ApiKeyOut()


class MyFirmOut(serializers.Serializer[Any]):
    """The firm of the caller."""

    name = serializers.CharField()


class MyMemberOut(serializers.Serializer[Any]):
    """The member whose key it is."""

    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.values)


class MyRateOut(serializers.Serializer[Any]):
    """The agreed limit of each key."""

    requests = serializers.IntegerField(min_value=1)
    seconds = serializers.IntegerField(min_value=1)


class MeOut(serializers.Serializer[Any]):
    """The caller: firm, member, key, and what the key may do."""

    firm = MyFirmOut()
    member = MyMemberOut(allow_null=True, help_text="Null for a key of the firm itself.")
    key = ApiKeyOut()
    may = serializers.ListField(
        child=serializers.ChoiceField(choices=SCOPES),
        help_text="The scopes of the key that the role of the member allows.",
    )
    keeps_keys = serializers.BooleanField(help_text="Whether the key may create and revoke keys.")
    rate_limit = MyRateOut(allow_null=True, help_text="Null if requests are not limited.")


class UsageGroupOut(serializers.Serializer[Any]):
    """The answers of a group of addresses."""

    group = serializers.CharField(help_text="The word after /v1/ in the address.")
    requests = serializers.IntegerField(min_value=0)
    refused = serializers.IntegerField(min_value=0)


class UsageDayOut(serializers.Serializer[Any]):
    """The answers to a key on a day."""

    day = serializers.DateField(help_text="A day in China.")
    key = serializers.CharField()
    requests = serializers.IntegerField(min_value=0)
    refused = serializers.IntegerField(min_value=0, help_text="With a status of 400 or more.")
    groups = UsageGroupOut(many=True)


class UsageOut(serializers.Serializer[Any]):
    """The answers to the keys of the firm."""

    since = serializers.DateField()
    until = serializers.DateField()
    requests = serializers.IntegerField(min_value=0)
    refused = serializers.IntegerField(min_value=0)
    results = UsageDayOut(many=True)


parse_key_body = body_parser("key-not-understood")
