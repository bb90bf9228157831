"""Members of the firm: request bodies and responses."""

from typing import Any

from django.core.exceptions import ValidationError as NotValid
from django.core.validators import validate_email
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.problems.refusals import ValueRefused
from api.v1.serializers.strict_fields import StrictCharField, StrictChoiceField, StrictSerializer
from firms.models import Member, Role

_ROLE = "`owner` also keeps keys and members, `analyst` reads and writes, `viewer` only reads."


class MemberRoleIn(StrictSerializer):
    """Another role of a member."""

    role = StrictChoiceField(choices=Role.values, help_text=_ROLE)


@extend_schema_field({"type": "string", "format": "email", "minLength": 1, "maxLength": 254})
class AddressField(StrictCharField):
    """An e-mail address."""


class MemberIn(MemberRoleIn):
    """A person of the firm: the address and the role are all that is kept."""

    email = AddressField(max_length=254, help_text="E-mail address of the person.")

    def validate_email(self, email: str) -> str:
        try:
            validate_email(email)
        except NotValid:
            raise ValueRefused("this is no e-mail address", "no_address") from None
        return email


class MemberOut(serializers.Serializer[Member]):
    """A member of the firm."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(choices=Role.values, help_text=_ROLE)
    created_at = serializers.DateTimeField()


class RemovedMemberOut(serializers.Serializer[Any]):
    """What the removal of a member ended."""

    revoked_keys = serializers.IntegerField(min_value=0, help_text="Live keys that were revoked.")
