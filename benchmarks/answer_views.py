"""Addresses beside the product's own, to compare with: a view that does nothing but authenticate,
and the stored shortlist as Django REST framework's model serializers give it.
"""

import uuid
from typing import Any, ClassVar

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.requests.authentication import firm_of
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView
from config.urls import handler400, handler404, handler500
from config.urls import urlpatterns as own_urlpatterns
from matcher.models import Entry, Revision, Shortlist
from matcher.sentences import sentence
from partners.models import Partner, Place

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]


class Empty(ApiView):
    """The floor: a key is verified, and an empty object is sent."""

    def get(self, request: Request) -> Response:
        return Response({})


class _Reason(serializers.Serializer[Any]):
    code = serializers.CharField()
    text = serializers.SerializerMethodField()

    def get_text(self, reason: Any) -> str:
        return sentence(reason, "en")


class _Component(serializers.Serializer[Any]):
    name = serializers.CharField()
    weight = serializers.IntegerField()
    value = serializers.IntegerField()
    points = serializers.IntegerField()
    because = _Reason(many=True)


class _Province(serializers.ModelSerializer[Place]):
    class Meta:
        model = Place
        fields = ("code", "name_en", "name_zh")


class _Place(serializers.ModelSerializer[Place]):
    province = _Province()

    class Meta:
        model = Place
        fields = ("code", "name_en", "name_zh", "province")


class _Partner(serializers.ModelSerializer[Partner]):
    aliases: Any = serializers.SlugRelatedField("name", many=True, read_only=True)
    place = _Place()

    class Meta:
        model = Partner
        fields = ("id", "name_en", "name_zh", "aliases", "form", "place", "datasets", "simulated")


class _Entry(serializers.ModelSerializer[Entry]):
    partner = _Partner()
    relation = serializers.CharField(source="detail.relation")
    known = serializers.IntegerField(source="detail.known")
    tied_with: Any = serializers.ListField(source="detail.tied_with")
    components = _Component(source="detail.components", many=True)
    ask_next = _Reason(source="detail.ask_next", many=True)

    class Meta:
        model = Entry
        fields = (
            "rank", "points", "partner", "relation", "known", "tied_with", "components", "ask_next",
        )  # fmt: skip


class _Revision(serializers.ModelSerializer[Revision]):
    entries = _Entry(many=True)

    class Meta:
        model = Revision
        fields: ClassVar = (
            "number", "brief_version", "model", "policy", "partners", "as_of", "understood",
            "weights", "excluded", "changes", "verdict", "beside", "entries",
        )  # fmt: skip


class BySerializers(ApiView):
    """The newest revision and its entries, as model serializers give them: a little less than what
    the product's own address shows.
    """

    def get(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002
        shortlist: Shortlist = firm_shortlist(firm_of(request), id)
        related = ("entries__partner__place__province", "entries__partner__aliases")
        revision = shortlist.revisions.prefetch_related(*related).order_by("-number").first()
        return Response(_Revision(revision).data)


urlpatterns = [
    path("v1/empty", Empty.as_view()),
    path("v1/by-serializers/<uuid:id>", BySerializers.as_view()),
    *own_urlpatterns,
]
