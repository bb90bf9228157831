"""Editions: the list of them, one with its rows as a form, and a button for each verb."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from unfold.decorators import display

from core.audit.audit_log import Links
from core.faults import Refusal
from partners.history_admin import HistoryAdmin
from partners.models import Place
from priorities.admin import comparison, edition_buttons, file_import, refusals
from priorities.admin.priority_forms import HeadForm, rows_form
from priorities.editions import lifecycle
from priorities.errors import EditionRefused
from priorities.history import delivery_history
from priorities.models import Document, Edition, Priority, PriorityPlace, PriorityTarget
from priorities.queries import edition_rows, priority_queries, review_queue

State = Edition.State
_TONES: dict[str, str] = {
    State.DRAFT: "info",
    State.SUBMITTED: "warning",
    State.APPROVED: "primary",
    State.PUBLISHED: "success",
    State.DISCARDED: "danger",
}


class InForceFilter(admin.SimpleListFilter):
    title = "in force"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "In force now"), ("no", "Not in force")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now = timezone.now()
        if self.value() == "yes":
            return queryset.filter(in_force__contains=now)
        if self.value() == "no":
            return queryset.exclude(in_force__contains=now)
        return queryset


@admin.register(Edition)
class EditionAdmin(HistoryAdmin):
    history_of_parts = True
    history_of_links = Links(Priority, "edition", "key", (PriorityTarget, PriorityPlace))
    list_display = (
        *("province", "number_or_draft", "marked_state", "kind", "in_force_since"),
        *("coverage_word", "version", "published_on"),
    )
    list_filter = (
        *("state", InForceFilter, "kind", "coverage"),
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("province",)
    search_fields = (
        *("province__name_en", "province__name_zh", "province__pinyin"),
        *("province__code", "province__iso"),
        *("priorities__title", "priorities__key"),
    )
    search_help_text = "Province in Chinese, pinyin or English; a priority’s title or key"
    list_before_template = "admin/priorities/edition/before_list.html"  # type: ignore[assignment]  # None in Unfold

    @admin.display(description="number", ordering="number")
    def number_or_draft(self, edition: Edition) -> str:
        return str(edition.number or "–")

    @display(description="state", ordering="state", label=_TONES)
    def marked_state(self, edition: Edition) -> tuple[str, str]:
        return edition.state, edition.get_state_display()

    @admin.display(description="in force")
    def in_force_since(self, edition: Edition) -> str:
        if edition.in_force is None:
            return "–"
        since, until = _clock(edition.in_force.lower), _clock(edition.in_force.upper)
        return f"{since} to {until}" if until else f"since {since}"

    @admin.display(description="coverage", ordering="coverage")
    def coverage_word(self, edition: Edition) -> str:
        return edition.coverage

    @admin.display(description="published", ordering="published_at")
    def published_on(self, edition: Edition) -> str:
        return _clock(edition.published_at) or "–"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("open/", wrap(self.open_view), name="priorities_edition_open"),
            path("<int:pk>/change/", wrap(self.edition_view), name="priorities_edition_change"),
            path(
                "<path:object_id>/history/",
                wrap(self.history_view),
                name="priorities_edition_history",
            ),
            path("<int:pk>/import/", wrap(self.import_view), name="priorities_edition_import"),
            path("<int:pk>/export/", wrap(self.export_view), name="priorities_edition_export"),
            path("<int:pk>/<slug:verb>/", wrap(self.verb_view), name="priorities_edition_verb"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with the provinces of which a draft can be opened."""
        openable = {"openable": review_queue.may_begin(_user(request))}
        return super().changelist_view(request, (extra_context or {}) | openable)

    def open_view(self, request: HttpRequest) -> HttpResponse:
        """Open a draft of the province that is named."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        province = get_object_or_404(Place.objects.provinces(), code=request.POST.get("province"))
        try:
            draft = lifecycle.open_draft(province=province.code, by=_user(request))
        except Refusal as refusal:
            refusals.tell(request, refusal)
            return redirect("admin:priorities_edition_changelist")
        messages.success(request, edition_buttons.DONE["open"])
        return redirect(_address(draft))

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Press a button: one call of the lifecycle, then back to the edition."""
        if verb not in edition_buttons.CALLS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        edition = get_object_or_404(Edition, pk=pk)
        try:
            edition = edition_buttons.CALLS[verb](edition, _user(request), request.POST)
            messages.success(request, edition_buttons.DONE[verb])
        except Refusal as refusal:
            refusals.tell(request, refusal)
        return redirect(_address(edition))

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try out a file, and put it into the draft."""
        if not request.user.has_perm("priorities.draft_edition"):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {"title": "Import", "opts": self.opts}
        return file_import.page(request, pk, context)

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The edition's rows as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return file_import.export(pk)

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One edition: what is different, who did what, its buttons, and its rows."""
        edition = get_object_or_404(Edition.objects.select_related("province", "base"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        if request.method == "POST":
            return self._revise(request, edition)
        return self._page(request, edition, None)

    def _revise(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        head, form = HeadForm(request.POST), rows_form(edition.province, given=request.POST)
        if head.is_valid() and form.is_valid():
            try:
                return self._saved(request, edition, head, form)
            except EditionRefused as refusal:
                refusals.say(request, form.blame(refusal.faults))
            except Refusal as refusal:
                refusals.tell(request, refusal)
        else:
            refusals.say(request, [*head.told(), *form.told()])
        return self._page(request, edition, form)

    def _saved(
        self, request: HttpRequest, edition: Edition, head: HeadForm, form: Any
    ) -> HttpResponse:
        lifecycle.revise(
            draft=edition,
            rows=form.said(),
            by=_user(request),
            expected_version=edition_buttons.version_read(request.POST),
            coverage=head.cleaned_data["coverage"],
        )
        anew = "" if edition.state == State.DRAFT else " It must be submitted and approved again."
        messages.success(request, f"Saved.{anew}")
        return redirect(_address(edition))

    def _page(self, request: HttpRequest, edition: Edition, form: Any) -> HttpResponse:
        """`form`: what was sent and is not saved. The edition was read before its rows: a row
        that is newer than the version shown makes the next verb be refused, never be blind.
        """
        rows = edition_rows.drafts(edition)
        by = _user(request)
        editable = (
            edition.state in Edition.OPEN
            and edition.kind == Edition.Kind.LIST
            and by.has_perm("priorities.draft_edition")
        )
        if editable and form is None:
            form = rows_form(edition.province, rows=rows)
        context = self.admin_site.each_context(request) | {
            "title": f"{edition.province} {edition.number or ''}",
            "opts": self.opts,
            "edition": edition,
            "version": request.POST.get("version", edition.version),
            "unsaved": request.method == "POST",
            "in_force": edition_buttons.current(edition),
            "touched": edition.state in Edition.OPEN and edition_buttons.touched(edition, by),
            "buttons": [] if request.method == "POST" else edition_buttons.offered(edition, by),
            "comparison": comparison.compare(edition, rows),
            "acts": edition.acts.select_related("by"),
            "sent_back": edition_buttons.sent_back(edition),
            "rows": rows,
            "form": form if editable else None,
            "media": self.media + (form.media if form else rows_form(edition.province).media),
            "head": HeadForm(request.POST or None, initial={"coverage": edition.coverage}),
            "record": delivery_history.delivery(edition.province_id, timezone.now()),
            "figures": priority_queries.figures(edition.province_id),
            "doubts": priority_queries.doubts(edition.province_id),
            "documents": Document.objects.filter(province=edition.province_id),
            "categories": _categories(),
        }
        return TemplateResponse(request, "admin/priorities/edition/change_form.html", context)


def _categories() -> QuerySet[Priority, str]:
    return Priority.objects.order_by("category").values_list("category", flat=True).distinct()


def _clock(at: dt.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _user(request: HttpRequest) -> Any:
    return request.user


def _address(edition: Edition) -> str:
    return reverse("admin:priorities_edition_change", args=[edition.pk])
