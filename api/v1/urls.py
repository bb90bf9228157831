"""All addresses of version 1."""

from django.urls import path, register_converter

from api.openapi.documentation import OpenApi
from api.requests.table_formats import TableSuffix
from api.v1.views import attaching, batches, curating, imports, suggestions
from api.v1.views.certificates import CertificateKinds
from api.v1.views.changes import Changes
from api.v1.views.compare import Compare
from api.v1.views.decisions import DecisionDetail, Decisions
from api.v1.views.deliveries import Deliveries, DeliveryDetail, DeliveryResend
from api.v1.views.digests import DigestDetail, Digests
from api.v1.views.documents import DocumentDetail, Documents
from api.v1.views.editions import EditionDetail, EditionDiff, Editions
from api.v1.views.events import EventDetail, Events, EventTypes
from api.v1.views.freezing import Freeze, FrozenCopies, FrozenDetail
from api.v1.views.gaps import Gaps
from api.v1.views.generations import Generations
from api.v1.views.impact import EditionImpact
from api.v1.views.interpret import Interpret
from api.v1.views.keys import KeyDetail, Keys, RevokeKey, RotateKey
from api.v1.views.matches import Matches, MatchesTable, PartnerMatches, PartnerMatchesTable
from api.v1.views.me import Me
from api.v1.views.members import MemberDetail, Members
from api.v1.views.partner_answers import PartnerAnswerDetail, PartnerAnswers
from api.v1.views.partners import Datasets, PartnerDetail, Partners, PartnersTable
from api.v1.views.places import PlaceDetail, Places
from api.v1.views.policy_feed import PolicyFeed
from api.v1.views.policy_matrix import PolicyMatrixTable, PolicyMatrixView
from api.v1.views.priorities import Priorities, PrioritiesTable
from api.v1.views.rank import Rank
from api.v1.views.reconciliation import Match, Reconciliation, ReconciliationDraft
from api.v1.views.replay import ReplayRevision
from api.v1.views.retiring import Merge, Restore, Retire, Unmerge
from api.v1.views.sector_priorities import SectorPriorities
from api.v1.views.sectors import SectorDetailView, Sectors
from api.v1.views.sharing import LinkDetail, Links, Shared
from api.v1.views.shortlist_entries import (
    RevisionEntries,
    RevisionEntriesTable,
    ShortlistEntries,
    ShortlistEntriesTable,
)
from api.v1.views.shortlist_feed import ShortlistFeed
from api.v1.views.shortlists import RevisionDetail, Revisions, ShortlistDetail, Shortlists
from api.v1.views.tags import ShortlistTags
from api.v1.views.timeline import Timeline
from api.v1.views.usage import UsageView
from api.v1.views.webhooks import (
    WebhookDetail,
    WebhookRecovery,
    Webhooks,
    WebhookSecret,
    WebhookTest,
)

register_converter(TableSuffix, "table")

urlpatterns = [
    # First what is asked most, because addresses are tried one after the other.
    path("rank", Rank.as_view(), name="rank"),
    path("shortlists", Shortlists.as_view(), name="shortlists"),
    path("shortlists/<uuid:id>", ShortlistDetail.as_view(), name="shortlist"),
    path("shortlists/<uuid:id>/entries", ShortlistEntries.as_view(), name="entries"),
    path(
        "shortlists/<uuid:id>/entries.<table:suffix>",
        ShortlistEntriesTable.as_view(),
        name="entries-table",
    ),
    path("shortlists/<uuid:id>/tags", ShortlistTags.as_view(), name="tags"),
    path("shortlists/<uuid:id>/decisions", Decisions.as_view(), name="decisions"),
    path("shortlists/<uuid:id>/decisions/<int:partner>", DecisionDetail.as_view(), name="decision"),
    path("shortlists/<uuid:id>/digests", Digests.as_view(), name="digests"),
    path("shortlists/<uuid:id>/digests/<int:member>", DigestDetail.as_view(), name="digest"),
    path("shortlists/<uuid:id>/revisions", Revisions.as_view(), name="revisions"),
    path("shortlists/<uuid:id>/revisions/<int:number>", RevisionDetail.as_view(), name="revision"),
    path(
        "shortlists/<uuid:id>/revisions/<int:number>/entries",
        RevisionEntries.as_view(),
        name="revision-entries",
    ),
    path(
        "shortlists/<uuid:id>/revisions/<int:number>/entries.<table:suffix>",
        RevisionEntriesTable.as_view(),
        name="revision-entries-table",
    ),
    path("shortlists/<uuid:id>/changes", Changes.as_view(), name="changes"),
    path("shortlists/<uuid:id>/compare", Compare.as_view(), name="compare"),
    path(
        "shortlists/<uuid:id>/revisions/<int:number>/replay",
        ReplayRevision.as_view(),
        name="replay",
    ),
    path("shortlists/<uuid:id>/feed.atom", ShortlistFeed.as_view(), name="shortlist-feed"),
    path("shortlists/<uuid:id>/freeze", Freeze.as_view(), name="freeze"),
    path("shortlists/<uuid:id>/links", Links.as_view(), name="links"),
    path("shortlists/<uuid:id>/links/<int:number>", LinkDetail.as_view(), name="link"),
    path("frozen", FrozenCopies.as_view(), name="frozen-copies"),
    path("frozen/<uuid:id>", FrozenDetail.as_view(), name="frozen"),
    path("shared/<str:token>", Shared.as_view(), name="shared"),
    path("batches", batches.Batches.as_view(), name="batches"),
    path("batches/<uuid:id>", batches.BatchDetail.as_view(), name="batch"),
    path("batches/<uuid:id>/items", batches.BatchItems.as_view(), name="batch-items"),
    path("batches/<uuid:id>/cancel", batches.CancelBatch.as_view(), name="batch-cancel"),
    path("batches/<uuid:id>/resume", batches.ResumeBatch.as_view(), name="batch-resume"),
    path("openapi.json", OpenApi.as_view(), name="openapi"),
    path("me", Me.as_view(), name="me"),
    path("usage", UsageView.as_view(), name="usage"),
    path("keys", Keys.as_view(), name="keys"),
    path("keys/<str:id>", KeyDetail.as_view(), name="key"),
    path("keys/<str:id>/rotate", RotateKey.as_view(), name="key-rotate"),
    path("keys/<str:id>/revoke", RevokeKey.as_view(), name="key-revoke"),
    path("members", Members.as_view(), name="members"),
    path("members/<int:id>", MemberDetail.as_view(), name="member"),
    path("places", Places.as_view(), name="places"),
    path("places/<str:spelling>", PlaceDetail.as_view(), name="place"),
    path("provinces/<str:spelling>/priorities", Priorities.as_view(), name="priorities"),
    path(
        "provinces/<str:spelling>/priorities.<table:suffix>",
        PrioritiesTable.as_view(),
        name="priorities-table",
    ),
    path("provinces/<str:spelling>/draft", curating.OpenDraft.as_view(), name="draft"),
    path("editions", Editions.as_view(), name="editions"),
    path("editions/<int:id>", EditionDetail.as_view(), name="edition"),
    path("editions/<int:id>/diff", EditionDiff.as_view(), name="diff"),
    path("editions/<int:id>/impact", EditionImpact.as_view(), name="impact"),
    path("editions/<int:id>/submit", curating.Submit.as_view(), name="submit"),
    path("editions/<int:id>/approve", curating.Approve.as_view(), name="approve"),
    path("editions/<int:id>/send-back", curating.SendBack.as_view(), name="send-back"),
    path("editions/<int:id>/schedule", curating.Schedule.as_view(), name="schedule"),
    path("editions/<int:id>/publish", curating.Publish.as_view(), name="publish"),
    path("editions/<int:id>/discard", curating.Discard.as_view(), name="discard"),
    path("editions/<int:id>/revert", curating.Revert.as_view(), name="revert"),
    path("editions/<int:id>/withdraw", curating.Withdraw.as_view(), name="withdraw"),
    path("documents", Documents.as_view(), name="documents"),
    path("documents/<int:id>", DocumentDetail.as_view(), name="document"),
    path("policy/timeline", Timeline.as_view(), name="timeline"),
    path("policy/matrix", PolicyMatrixView.as_view(), name="policy-matrix"),
    path("policy/matrix.<table:suffix>", PolicyMatrixTable.as_view(), name="policy-matrix-table"),
    path("policy/feed.atom", PolicyFeed.as_view(), name="policy-feed"),
    path("gaps", Gaps.as_view(), name="gaps"),
    path("sectors", Sectors.as_view(), name="sectors"),
    path("sectors/<str:spelling>", SectorDetailView.as_view(), name="sector"),
    path("sectors/<str:spelling>/priorities", SectorPriorities.as_view(), name="sector-priorities"),
    path("certificates", CertificateKinds.as_view(), name="certificates"),
    path("partners", Partners.as_view(), name="partners"),
    path("partners.<table:suffix>", PartnersTable.as_view(), name="partners-table"),
    path("partners/<int:id>", PartnerDetail.as_view(), name="partner"),
    path("partners/<int:id>/retire", Retire.as_view(), name="partner-retire"),
    path("partners/<int:id>/restore", Restore.as_view(), name="partner-restore"),
    path("partners/<int:id>/merge", Merge.as_view(), name="partner-merge"),
    path("partners/<int:id>/unmerge", Unmerge.as_view(), name="partner-unmerge"),
    path("partners/<int:id>/suggestions", suggestions.Suggest.as_view(), name="suggest"),
    path("partners/<int:id>/answers", PartnerAnswers.as_view(), name="partner-answers"),
    path(
        "partners/<int:id>/answers/<str:question>",
        PartnerAnswerDetail.as_view(),
        name="partner-answer",
    ),
    path("partners/<int:id>/matches", PartnerMatches.as_view(), name="partner-matches"),
    path(
        "partners/<int:id>/matches.<table:suffix>",
        PartnerMatchesTable.as_view(),
        name="partner-matches-table",
    ),
    path("records/<int:id>/attach", attaching.Attach.as_view(), name="record-attach"),
    path("records/<int:id>/detach", attaching.Detach.as_view(), name="record-detach"),
    path("duplicates", attaching.Duplicates.as_view(), name="duplicates"),
    path("duplicates/<int:id>", attaching.DuplicateDetail.as_view(), name="duplicate"),
    path("duplicates/<int:id>/decide", attaching.DecideDuplicate.as_view(), name="decide"),
    path("imports", imports.Imports.as_view(), name="imports"),
    path("imports/<int:id>", imports.ImportDetail.as_view(), name="import"),
    path("imports/<int:id>/rows", imports.ImportedRows.as_view(), name="import-rows"),
    path("imports/<int:id>/annotated", imports.AnnotatedFile.as_view(), name="import-annotated"),
    path("imports/<int:id>/cancel", imports.CancelImport.as_view(), name="import-cancel"),
    path("imports/<int:id>/resume", imports.ResumeImport.as_view(), name="import-resume"),
    path("imports/<int:id>/undo", imports.UndoImport.as_view(), name="import-undo"),
    path("suggestions", suggestions.Suggestions.as_view(), name="suggestions"),
    path("suggestions/<uuid:id>", suggestions.SuggestionDetail.as_view(), name="suggestion"),
    path("suggestions/<uuid:id>/accept", suggestions.AcceptSuggestion.as_view(), name="accept"),
    path("suggestions/<uuid:id>/refuse", suggestions.RefuseSuggestion.as_view(), name="refuse"),
    path("takedowns", suggestions.Takedowns.as_view(), name="takedowns"),
    path("takedowns/<uuid:id>", suggestions.TakedownDetail.as_view(), name="takedown"),
    path("matches", Matches.as_view(), name="matches"),
    path("matches.<table:suffix>", MatchesTable.as_view(), name="matches-table"),
    path("generations", Generations.as_view(), name="generations"),
    path("datasets", Datasets.as_view(), name="datasets"),
    path("briefs/interpret", Interpret.as_view(), name="interpret"),
    path("reconcile", Reconciliation.as_view(), name="reconcile"),
    path("reconcile/1.0", ReconciliationDraft.as_view(), name="reconcile-draft"),
    path("reconcile/1.0/match", Match.as_view(), name="reconcile-match"),
    path("events", Events.as_view(), name="events"),
    path("events/<str:id>", EventDetail.as_view(), name="event"),
    path("event-types", EventTypes.as_view(), name="event-types"),
    path("webhooks", Webhooks.as_view(), name="webhooks"),
    path("webhooks/<uuid:id>", WebhookDetail.as_view(), name="webhook"),
    path("webhooks/<uuid:id>/rotate", WebhookSecret.as_view(), name="webhook-rotate"),
    path("webhooks/<uuid:id>/test", WebhookTest.as_view(), name="webhook-test"),
    path("webhooks/<uuid:id>/recover", WebhookRecovery.as_view(), name="webhook-recover"),
    path("webhooks/<uuid:id>/deliveries", Deliveries.as_view(), name="deliveries"),
    path("webhooks/<uuid:id>/deliveries/<int:number>", DeliveryDetail.as_view(), name="delivery"),
    path(
        "webhooks/<uuid:id>/deliveries/<int:number>/resend",
        DeliveryResend.as_view(),
        name="delivery-resend",
    ),
]
