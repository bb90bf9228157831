"""Certificates as the API shows them."""

from typing import Any

from rest_framework import serializers


class CertificateKind(serializers.Serializer[Any]):
    """A certificate, mark, audit or licence."""

    name = serializers.CharField()
    aliases = serializers.ListField(
        child=serializers.CharField(),
        source="every_alias",
        help_text="Other names that the field `certifications` of a brief takes.",
    )
    scheme = serializers.CharField(help_text="Who issues it, or who owns its rules.")
    subjects = serializers.ListField(child=serializers.CharField())
    implies = serializers.ListField(
        child=serializers.CharField(),
        help_text="Certificates whose demands it includes: who holds this one meets them.",
    )
    applies_to = serializers.ListField(
        child=serializers.CharField(),
        help_text="Codes of sectors and services; `ALL` of them, or `C*` for all manufacturing.",
    )
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = serializers.CharField()


class CertificatesOut(serializers.Serializer[Any]):
    """Certificates, sorted by name."""

    results = CertificateKind(many=True)
