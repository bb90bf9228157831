"""A list from a file: sent, tried out, looked at, and only then put into the draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminFileFieldWidget

from core.faults import DomainError
from priorities.admin import comparison, edition_buttons, refusals
from priorities.editions.load_editions import load_drafts
from priorities.importing.list_import import COLUMNS, check_table, import_into_draft, list_as_csv
from priorities.importing.spreadsheet import (
    MOST_BYTES,
    MOST_ROWS,
    TableRow,
    UnreadableTable,
    read_table,
)
from priorities.models import Edition

_SALT = "priorities tried out"
_KEPT_SECONDS = 24 * 60 * 60


class FileForm(forms.Form):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.xlsx", "aria-label": "file"})
    )


def page(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """The form; what a file would do; or, once that is agreed to, the draft with its rows."""
    draft = get_object_or_404(Edition.objects.select_related("province"), pk=pk)
    context |= {"edition": draft, "columns": COLUMNS, "most": MOST_ROWS}
    context |= {"file": FileForm()["file"]}
    try:
        if request.method == "POST" and "tried" in request.POST:
            return _put(request, draft)
        if request.method == "POST":
            context |= _tried(request, draft)
    except UnreadableTable as refusal:
        refusals.say(request, [f"{refusal}."])
    except DomainError as refusal:
        refusals.tell(request, refusal)
    return TemplateResponse(request, "admin/priorities/edition/import.html", context)


def export(pk: int) -> HttpResponse:
    """The edition's rows as a file that can be edited and sent back."""
    edition = get_object_or_404(Edition, pk=pk)
    text = list_as_csv(load_drafts(edition))
    name = f"{edition.province_id}-{edition.number or 'draft'}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _tried(request: HttpRequest, draft: Edition) -> dict[str, Any]:
    """What the file would make of the list, or what is wrong with it."""
    sent = request.FILES.get("file")
    if sent is None:
        raise UnreadableTable("no file was sent")
    if (sent.size or 0) > MOST_BYTES:
        raise UnreadableTable(f"the file has more than {MOST_BYTES} bytes")
    table = read_table(sent.name or "the file", sent.read())
    trial = check_table(province=draft.province, table=table)
    if trial.faults:
        return {"trial": trial}
    return {
        "trial": trial,
        "comparison": comparison.compare(draft, trial.rows),
        "tried": signing.dumps(
            [[row.number, dict(row.cells)] for row in table], salt=_SALT, compress=True
        ),
    }


def _put(request: HttpRequest, draft: Edition) -> HttpResponse:
    """Put in what was tried out, to the letter."""
    try:
        rows = signing.loads(request.POST["tried"], salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as fault:
        raise UnreadableTable("this is not what was tried out: send the file again") from fault
    import_into_draft(
        draft=draft,
        table=[TableRow(number, cells) for number, cells in rows],
        by=_user(request),
        expected_version=edition_buttons.version_read(request.POST),
    )
    messages.success(request, f"{len(rows)} rows are in the draft now.")
    return redirect(reverse("admin:priorities_edition_change", args=[draft.pk]))


def _user(request: HttpRequest) -> Any:
    return request.user
