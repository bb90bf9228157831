"""Imports: the list, the upload that tries a list out, and the page of one import."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin.history_admin import HistoryAdmin
from partners.admin.curator_requests import (
    may_curate,
    perform,
    require_curator,
    show_refusal,
    user_of,
)
from partners.admin.import_page import import_context
from partners.admin.import_words import STEPS, TONES, ending_words, ordered_endings
from partners.admin.upload_form import UploadForm
from partners.errors import ImportRefused
from partners.intake import import_jobs
from partners.intake.dry_runs import import_checked
from partners.intake.import_undo import undo_for_a_reason
from partners.intake.stored_report import annotated_copy, report_table
from partners.models import Dataset, ImportRun


@admin.register(ImportRun)
class ImportAdmin(HistoryAdmin):
    """Imports with their progress and endings."""

    list_display = ("title", "marked_state", "progress", "ending_counts", "who", "when")
    list_filter = ("state", ("dry_run", admin.BooleanFieldListFilter))
    list_select_related = ("by",)
    search_fields = ("file", "dataset")
    search_help_text = _("File or key of the dataset")
    list_before_template = "admin/partners/importrun/before_list.html"  # type: ignore[assignment]  # None in Unfold

    @admin.display(description=_("file and dataset"), ordering="pk")
    def title(self, run: ImportRun) -> str:
        kind = f" · {_now('dry run')}" if run.dry_run else ""
        return format_html("<b>{}</b><br>{}{}", run.file, run.dataset, kind)

    @display(description=_("state"), ordering="state", label=TONES)  # type: ignore[arg-type]  # lazy
    def marked_state(self, run: ImportRun) -> tuple[str, str]:
        return run.state, run.get_state_display()

    @admin.display(description=_("progress"))
    def progress(self, run: ImportRun) -> str:
        if run.finished_at or not run.total:
            return "–"
        return f"{STEPS.get(run.step, run.step)}: {run.done} / {run.total}"

    @admin.display(description=_("endings"))
    def ending_counts(self, run: ImportRun) -> str:
        words = ending_words(run)
        counts = (f"{words[one]} {count}" for one, count in ordered_endings(run).items() if count)
        return "; ".join(counts) or run.told_fault or "–"

    @admin.display(description=_("who"), ordering="by")
    def who(self, run: ImportRun) -> str:
        return str(run.by or _now("command line"))

    @admin.display(description=_("when"), ordering="created_at")
    def when(self, run: ImportRun) -> Any:
        return run.created_at

    def get_queryset(self, request: HttpRequest) -> Any:
        # A list of 25 MB is not read to show its name.
        return super().get_queryset(request).defer("content", "map")

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("upload/", self.upload_view, "upload"),
            ("<int:pk>/change/", self.import_view, "change"),
            ("<int:pk>/report/", self.report_view, "report"),
            ("<int:pk>/annotated/", self.annotated_view, "annotated"),
            ("<int:pk>/cancel/", self.cancel_view, "cancel"),
            ("<int:pk>/import/", self.start_view, "start"),
            ("<int:pk>/undo/", self.undo_view, "undo"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"partners_importrun_{name}")
            for route, view, name in views
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": _now("Imports"), "may_curate": may_curate(request)}
        return super().changelist_view(request, own | (extra_context or {}))

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """The upload form; a posted list is tried out."""
        require_curator(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            run = perform(
                request,
                lambda: import_jobs.submit_import(
                    form.dry_run(), form.cleaned_data["file"].read(), by=user_of(request)
                ),
                _now("The list is tried out: nothing is changed yet."),
            )
            if run is not None:
                return _to_page(run.pk)
        context = self.page_context(request, _now("Import a list"))
        context |= {"form": form, "datasets": Dataset.objects.filter(simulated=False)}
        return TemplateResponse(request, "admin/partners/importrun/upload.html", context)

    def import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of an import; while it runs, the page loads itself anew."""
        run = self._run(request, pk)
        context = self.page_context(request, f"{_now('Import')} {pk}")
        context |= import_context(request, run)
        return TemplateResponse(request, "admin/partners/importrun/page.html", context)

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The report as a CSV file."""
        run = self._run(request, pk)
        return StreamingHttpResponse(
            report_table(run),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="import-{run.pk}.csv"'},
        )

    def annotated_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file that was sent, with what became of each row."""
        run = self._run(request, pk)
        try:
            copy = annotated_copy(run)
        except ImportRefused as refusal:
            show_refusal(request, refusal)
            return _to_page(pk)
        return FileResponse(
            copy.file, as_attachment=True, filename=copy.name, content_type=copy.media_type
        )

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel an import that waits or runs."""
        return self._act(request, pk, import_jobs.cancel_import, _now("Cancelled."))

    def start_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Import what a dry run has shown."""

        def start(shown: int) -> ImportRun:
            return import_checked(shown, by=user_of(request))

        return self._act(request, pk, start, _now("The import is under way."))

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a whole import, for a reason."""

        def undo(run: int) -> ImportRun:
            return undo_for_a_reason(
                run, by=user_of(request), reason=request.POST.get("reason", "")
            )

        done = _now("Undone: every record is again as it was before the import.")
        return self._act(request, pk, undo, done)

    def _act(self, request: HttpRequest, pk: int, action: Any, done: str) -> HttpResponse:
        """Do the action, and show the import that it is about then."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        require_curator(request)
        run = perform(request, lambda: action(pk), done)
        return _to_page(run.pk if run is not None else pk)

    def _run(self, request: HttpRequest, pk: int) -> ImportRun:
        # The page of a run that is under way is read every two seconds: without its file.
        runs = ImportRun.objects.select_related("by").defer("content")
        run = get_object_or_404(runs, pk=pk)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return run


def _to_page(pk: int) -> HttpResponse:
    return redirect("admin:partners_importrun_change", pk)
