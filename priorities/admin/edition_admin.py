"""Editions: the changelist, an edition with its rows as a form, and a button for each action."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin.history_admin import HistoryAdmin
from core.audit.audit_log import TrackedLinks
from core.faults import DomainError
from partners.models import Place
from priorities.admin.comparison import compare_with_previous
from priorities.admin.edition_buttons import (
    CALLS,
    DONE,
    is_edited_by,
    is_in_force,
    offered_buttons,
    send_back_act,
    user_of,
    version_read,
)
from priorities.admin.error_messages import show_error, show_faults
from priorities.admin.file_import import export_list, import_page
from priorities.admin.list_form import row_form, rows_form
from priorities.admin.priority_forms import EditionForm
from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.errors import EditionRefused, WrongState
from priorities.history.delivery_history import load_delivery_history
from priorities.models import Document, Edition, Priority, PriorityPlace, PriorityTarget
from priorities.queries.priority_queries import context_figures, doubts_about
from priorities.queries.review_queue import draftable_provinces

State = Edition.State
_TONES: dict[str, str] = {
    State.DRAFT: "info",
    State.SUBMITTED: "warning",
    State.APPROVED: "primary",
    State.PUBLISHED: "success",
    State.DISCARDED: "danger",
}


class InForceFilter(admin.SimpleListFilter):
    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("In force now")), ("no", gettext("Not in force"))]

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
    history_of_links = TrackedLinks(Priority, "edition", "key", (PriorityTarget, PriorityPlace))
    list_display = (
        "province", "number", "marked_state", "kind", "in_force_since", "coverage_word", "version",
        "published_at",
    )  # fmt: skip
    empty_value_display = "–"
    list_filter = (
        "state",
        InForceFilter,
        "kind",
        "coverage",
        ("province", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("province",)
    search_fields = (
        "province__name_en", "province__name_zh", "province__pinyin", "province__code",
        "province__iso", "priorities__title_en", "priorities__title_zh", "priorities__key",
    )  # fmt: skip
    search_help_text = _("Province in Chinese, pinyin or English; a priority’s title or key")
    list_before_template = "admin/priorities/edition/before_list.html"  # type: ignore[assignment]  # None in Unfold

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The lists of the province whose name or code the text is; else what holds the text."""
        # The letters of a province are in titles by chance: GD in GDP.
        text = search_term.strip()
        named = Place.objects.provinces().filter(
            Q(name_en__iexact=text)
            | Q(name_zh=text)
            | Q(pinyin__iexact=text)
            | Q(code=text)
            | Q(iso__iexact=text)
            | Q(iso__iexact=f"CN-{text}")
        )
        if named.exists():
            return queryset.filter(province__in=named), False
        return super().get_search_results(request, queryset, search_term)

    @display(description=_("state"), ordering="state", label=_TONES)  # type: ignore[arg-type]  # lazy
    def marked_state(self, edition: Edition) -> tuple[str, str]:
        return edition.state, edition.get_state_display()

    @admin.display(description=_("in force"))
    def in_force_since(self, edition: Edition) -> str | None:
        if edition.in_force is None:
            return None
        since, until = _local_time(edition.in_force.lower), _local_time(edition.in_force.upper)
        if until:
            return _("{since} to {until}").format(since=since, until=until)
        return _("since {since}").format(since=since)

    @admin.display(description=_("coverage"), ordering="coverage")
    def coverage_word(self, edition: Edition) -> str:
        return edition.get_coverage_display()

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("open/", self.open_view, "open"),
            ("<int:pk>/change/", self.edition_view, "change"),
            ("<int:pk>/row/", self.row_view, "row"),
            ("<path:object_id>/history/", self.history_view, "history"),
            ("<int:pk>/import/", self.import_view, "import"),
            ("<int:pk>/export/", self.export_view, "export"),
            # After the views above: an action is any other word.
            ("<int:pk>/<slug:action>/", self.action_view, "action"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"priorities_edition_{name}")
            for route, view, name in views
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The changelist, with the provinces for which a draft can be opened."""
        openable = {"openable": draftable_provinces(user_of(request))}
        return super().changelist_view(request, (extra_context or {}) | openable)

    def open_view(self, request: HttpRequest) -> HttpResponse:
        """Open a draft of the posted province."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        province = get_object_or_404(Place.objects.provinces(), code=request.POST.get("province"))
        try:
            draft = lifecycle.open_draft(province=province.code, by=user_of(request))
        except DomainError as error:
            show_error(request, error)
            return redirect("admin:priorities_edition_changelist")
        messages.success(request, DONE["open"])
        return redirect(_address(draft))

    def action_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """Call the lifecycle for a pressed button, then return to the edition."""
        if action not in CALLS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        edition = get_object_or_404(Edition, pk=pk)
        try:
            edition = CALLS[action](edition, user_of(request), request.POST)
            messages.success(request, DONE[action])
        except DomainError as error:
            show_error(request, error)
        return redirect(_address(edition))

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Check a file, and put it into the draft."""
        if not request.user.has_perm("priorities.draft_edition"):
            raise PermissionDenied
        return import_page(request, pk, self.page_context(request, gettext("Import")))

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The edition's rows as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return export_list(pk)

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An edition with its comparison, its acts, its buttons and its rows."""
        edition = get_object_or_404(Edition.objects.select_related("province", "base"), pk=pk)
        if not self.has_view_permission(request, edition):
            raise PermissionDenied
        if request.method == "POST":
            return self._revise(request, edition)
        return self._page(request, edition, None)

    def row_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The fields of a row of a draft, as HTML for the page on which the row is opened."""
        edition = get_object_or_404(Edition.objects.select_related("province"), pk=pk)
        if not _may_edit(edition, user_of(request)):
            raise PermissionDenied
        key, number = request.GET.get("key"), request.GET.get("number", "")
        row = next((row for row in load_rows(edition) if row.key == key), None)
        if row is None or not number.isdecimal():
            raise Http404
        form = row_form(edition.province, row, int(number))
        return TemplateResponse(request, "admin/priorities/edition/fields.html", {"row": form})

    def _revise(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        if edition.kind == Edition.Kind.WITHDRAWAL:
            # Before the rows are read: of each closed one it would be said that there is none.
            show_error(request, WrongState(lifecycle.WITHDRAWAL_HAS_NO_ROWS))
            return self._page(request, edition, None)
        head = EditionForm(request.POST)
        # A closed row is taken as it is stored now: if that is not what the curator saw, the
        # version has moved, and the lifecycle refuses to save.
        form = rows_form(edition.province, load_rows(edition), posted=request.POST)
        if head.is_valid() and form.is_valid():
            try:
                return self._save(request, edition, head, form)
            except EditionRefused as error:
                show_faults(request, form.add_faults(error.faults))
            except DomainError as error:
                show_error(request, error)
        else:
            show_faults(request, [*head.error_sentences(), *form.error_sentences()])
        return self._page(request, edition, form)

    def _save(
        self, request: HttpRequest, edition: Edition, head: EditionForm, form: Any
    ) -> HttpResponse:
        lifecycle.revise(
            draft=edition,
            rows=form.rows(),
            by=user_of(request),
            expected_version=version_read(request.POST),
            coverage=head.cleaned_data["coverage"],
        )
        saved = gettext("Saved.")
        if edition.state != State.DRAFT:
            saved += " " + gettext("It must be submitted and approved again.")
        messages.success(request, saved)
        return redirect(_address(edition))

    def _page(self, request: HttpRequest, edition: Edition, form: Any) -> HttpResponse:
        """The page of the edition; `form` is a posted form that was not saved."""
        # The edition was read before its rows: if a row is newer than the version shown, the next
        # action is refused, and no curator approves a row unseen.
        rows = load_rows(edition)
        by = user_of(request)
        editable = _may_edit(edition, by)
        if form is None:
            form = rows_form(edition.province, rows, opened=request.GET.getlist("open"))
        title = f"{edition.province} {edition.number or ''}"
        context = self.page_context(request, title) | {
            "edition": edition,
            # After a refused save the posted version stays: what it was based on has not changed.
            "version": request.POST.get("version", edition.version),
            "unsaved": request.method == "POST",
            "in_force": is_in_force(edition),
            "own_work": edition.state in Edition.OPEN and is_edited_by(edition, by),
            "buttons": [] if request.method == "POST" else offered_buttons(edition, by),
            "comparison": compare_with_previous(edition, rows),
            "acts": edition.acts.select_related("by"),
            "sent_back": send_back_act(edition),
            "rows": rows,
            "form": form if editable else None,
            "media": self.media + form.media,
            "head": EditionForm(request.POST or None, initial={"coverage": edition.coverage}),
            "history": load_delivery_history(edition.province_id, timezone.now()),
            "figures": context_figures(edition.province_id),
            "doubts": doubts_about(edition.province_id),
            "documents": Document.objects.filter(province=edition.province_id),
            "categories": Priority.objects.order_by("category")
            .values_list("category", flat=True)
            .distinct(),
        }
        return TemplateResponse(request, "admin/priorities/edition/change_form.html", context)


def _may_edit(edition: Edition, by: User) -> bool:
    # A convenience only: the lifecycle checks state, kind and permission again.
    return (
        edition.state in Edition.OPEN
        and edition.kind == Edition.Kind.LIST
        and by.has_perm("priorities.draft_edition")
    )


def _local_time(at: dt.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _address(edition: Edition) -> str:
    return reverse("admin:priorities_edition_change", args=[edition.pk])
