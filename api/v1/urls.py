"""The whole public surface."""

from django.urls import path

from api.docs import OpenApi
from api.v1.views.partners import Datasets, PartnerDetail, Partners
from api.v1.views.places import PlaceDetail, Places
from api.v1.views.priorities import Priorities
from api.v1.views.rank import Rank
from api.v1.views.sectors import SectorDetailView, Sectors
from api.v1.views.shortlists import RevisionDetail, Revisions, ShortlistDetail, Shortlists

urlpatterns = [
    path("openapi.json", OpenApi.as_view(), name="openapi"),
    path("places", Places.as_view(), name="places"),
    path("places/<str:spelling>", PlaceDetail.as_view(), name="place"),
    path("provinces/<str:spelling>/priorities", Priorities.as_view(), name="priorities"),
    path("sectors", Sectors.as_view(), name="sectors"),
    path("sectors/<str:spelling>", SectorDetailView.as_view(), name="sector"),
    path("partners", Partners.as_view(), name="partners"),
    path("partners/<int:id>", PartnerDetail.as_view(), name="partner"),
    path("datasets", Datasets.as_view(), name="datasets"),
    path("rank", Rank.as_view(), name="rank"),
    path("shortlists", Shortlists.as_view(), name="shortlists"),
    path("shortlists/<uuid:id>", ShortlistDetail.as_view(), name="shortlist"),
    path("shortlists/<uuid:id>/revisions", Revisions.as_view(), name="revisions"),
    path("shortlists/<uuid:id>/revisions/<int:number>", RevisionDetail.as_view(), name="revision"),
]
