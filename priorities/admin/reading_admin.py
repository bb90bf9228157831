"""Read documents: the list, a text to read, and the page on which a curator decides."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.faults import DomainError
from priorities.admin.edition_buttons import user_of
from priorities.admin.error_messages import show_error
from priorities.admin.reading_forms import MendForm, ReadForm
from priorities.admin.reading_page import filled_form, following, reading_context
from priorities.errors import DocumentRefused
from priorities.importing.document_drafts import draft_from_document
from priorities.importing.proposal_decisions import decide, mend
from priorities.importing.read_documents import submit_document
from priorities.models import ReadDocument, ReadProposal

_DRAFT = "priorities.draft_edition"


@admin.register(ReadDocument)
class ReadingAdmin(HistoryAdmin):
    """Documents whose text was read, with their proposals."""

    history_of_parts = True
    list_display = ("title", "province", "kind", "day", "proposed", "undecided", "reader")
    list_select_related = ("document__province", "read_by")
    list_filter = ("document__kind", ("document__province", admin.RelatedOnlyFieldListFilter))
    search_fields = (
        "document__title", "document__title_zh", "document__province__name_en",
        "document__province__name_zh", "document__province__pinyin", "document__province__iso",
    )  # fmt: skip
    search_help_text = _("Title, or province in Chinese, pinyin or English")
    list_before_template = "admin/priorities/readdocument/before_list.html"  # type: ignore[assignment]  # None in Unfold

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReadDocument]:
        rows: QuerySet[ReadDocument] = super().get_queryset(request).defer("paragraphs", "sections")
        is_open = Q(proposals__decision=ReadProposal.Decision.OPEN)
        return rows.annotate(
            proposed=Count("proposals"), undecided=Count("proposals", filter=is_open)
        )

    @admin.display(description=_("title"), ordering="document__title")
    def title(self, reading: ReadDocument) -> str:
        return reading.document.title_zh or reading.document.title

    @admin.display(description=_("read by"), ordering="read_by")
    def reader(self, reading: ReadDocument) -> str:
        return str(reading.read_by)

    @admin.display(description=_("province"), ordering="document__province")
    def province(self, reading: ReadDocument) -> str:
        return str(reading.document.province)

    @admin.display(description=_("kind"), ordering="document__kind")
    def kind(self, reading: ReadDocument) -> str:
        return reading.document.get_kind_display()

    @admin.display(description=_("published on"), ordering="document__published_on")
    def day(self, reading: ReadDocument) -> str:
        return str(reading.document.published_on)

    @admin.display(description=_("proposals"))
    def proposed(self, reading: Any) -> int:
        return int(reading.proposed)

    @admin.display(description=_("not decided"))
    def undecided(self, reading: Any) -> int:
        return int(reading.undecided)

    def get_urls(self) -> list[URLPattern]:
        views: tuple[tuple[str, Any, str], ...] = (
            ("read/", self.read_view, "read"),
            ("<int:pk>/change/", self.reading_view, "change"),
            ("<int:pk>/decide/<int:number>/", self.decide_view, "decide"),
            ("<int:pk>/mend/<int:number>/", self.mend_view, "mend"),
            ("<int:pk>/draft/", self.draft_view, "draft"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"priorities_readdocument_{name}")
            for route, view, name in views
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": _now("Documents that were read"), "may_draft": _may_draft(request)}
        return super().changelist_view(request, own | (extra_context or {}))

    def read_view(self, request: HttpRequest) -> HttpResponse:
        """The form of a document to read; a posted one is read and stored."""
        _require_editor(request)
        form = ReadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                reading = submit_document(**form.document(), by=user_of(request))
            except DocumentRefused as refused:
                form.add_faults(refused.faults)
            else:
                return redirect(_address(reading.pk))
        context = self.page_context(request, _now("Read a document")) | {"form": form}
        return TemplateResponse(request, "admin/priorities/readdocument/read.html", context)

    def reading_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The text with its marks beside its proposals; `?mend=` opens the form of one."""
        mending = request.GET.get("mend", "")
        number = int(mending) if mending.isdecimal() and len(mending) < 9 else 0
        return self._page(request, pk, number if _may_draft(request) else 0)

    def decide_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Accept, reject or reopen a proposal, then show the next open one."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _require_editor(request)
        proposal = _proposal(pk, number)
        decision = request.POST.get("decision", "")
        try:
            decide(proposal=proposal, decision=decision, by=user_of(request))
        except DomainError as error:
            show_error(request, error)
            return redirect(_address(pk, number))
        return redirect(_address(pk, following(proposal.document, number)))

    def mend_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Mend a proposal to the posted values; faulty ones are shown again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _require_editor(request)
        proposal = _proposal(pk, number)
        form = filled_form(proposal, request.POST)
        if form.is_valid():
            try:
                mend(proposal=proposal, values=form.cleaned_data, by=user_of(request))
            except DocumentRefused as refused:
                form.add_faults(refused.faults)
            else:
                return redirect(_address(pk, number))
        return self._page(request, pk, number, form)

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put what was kept into the draft of the province, and show the draft."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _require_editor(request)
        reading = get_object_or_404(ReadDocument, pk=pk)
        try:
            draft = draft_from_document(document=reading, by=user_of(request))
        except DomainError as error:
            show_error(request, error)
            return redirect(_address(pk))
        messages.success(
            request, _now("What you kept is in the draft now: read it, and submit it.")
        )
        return redirect("admin:priorities_edition_change", draft.pk)

    def _page(
        self, request: HttpRequest, pk: int, mending: int, form: MendForm | None = None
    ) -> HttpResponse:
        rows = ReadDocument.objects.select_related("document__province", "edition", "read_by")
        reading = get_object_or_404(rows, pk=pk)
        if not self.has_view_permission(request, reading):
            raise PermissionDenied
        context = self.page_context(request, str(reading)) | {"may_draft": _may_draft(request)}
        context |= reading_context(reading, mending, form)
        return TemplateResponse(request, "admin/priorities/readdocument/page.html", context)


def _may_draft(request: HttpRequest) -> bool:
    """Whether to show buttons; each verb checks the permission again."""
    return bool(user_of(request).has_perm(_DRAFT))


def _require_editor(request: HttpRequest) -> None:
    if not _may_draft(request):
        raise PermissionDenied


def _proposal(pk: int, number: int) -> ReadProposal:
    rows = ReadProposal.objects.select_related("document__document")
    return get_object_or_404(rows, document=pk, number=number)


def _address(pk: int, number: int = 0) -> str:
    page = reverse("admin:priorities_readdocument_change", args=[pk])
    return f"{page}#rh-proposal-{number}" if number else page
