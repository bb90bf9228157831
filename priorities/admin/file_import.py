"""Import a list from a file: uploaded, checked, reviewed, and only then put into the draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget

from core.faults import DomainError
from core.languages.translation import translated
from priorities.admin.comparison import compare_with_previous
from priorities.admin.edition_buttons import user_of, version_read
from priorities.admin.error_messages import show_error, show_faults
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import FIELDS
from priorities.importing.list_import import check_table, import_into_draft, list_as_csv
from priorities.importing.spreadsheet import (
    MOST_BYTES,
    MOST_ROWS,
    TableRow,
    UnreadableTable,
    read_table,
)
from priorities.models import Edition

_SALT = "priorities checked"
# A day is long enough for a review, and short enough that a forgotten tab imports nothing.
_KEPT_SECONDS = 24 * 60 * 60


class FileForm(forms.Form):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.xlsx", "aria-label": _("File")})
    )


def import_page(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """The form, the result of a file's check, or, after the second step, the draft."""
    draft = get_object_or_404(Edition.objects.select_related("province"), pk=pk)
    context |= {"edition": draft, "columns": FIELDS, "most": MOST_ROWS}
    context |= {"file": FileForm()["file"]}
    try:
        if request.method == "POST" and "checked" in request.POST:
            return _import(request, draft)
        if request.method == "POST":
            context |= _check(request, draft)
    except UnreadableTable as error:
        show_faults(request, [f"{translated(str(error))}."])
    except DomainError as error:
        show_error(request, error)
    return TemplateResponse(request, "admin/priorities/edition/import.html", context)


def export_list(pk: int) -> HttpResponse:
    """The edition's rows as a file that can be edited and imported again."""
    edition = get_object_or_404(Edition, pk=pk)
    text = list_as_csv(load_rows(edition))
    name = f"{edition.province_id}-{edition.number or 'draft'}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _check(request: HttpRequest, draft: Edition) -> dict[str, Any]:
    """The context of the page after a check: the faults, or the comparison and the signed rows."""
    sent = request.FILES.get("file")
    if sent is None:
        raise UnreadableTable("no file was sent")
    # Before reading: the size is known from the request, and the content need not be loaded.
    if (sent.size or 0) > MOST_BYTES:
        raise UnreadableTable(f"the file has more than {MOST_BYTES} bytes")
    table = read_table(sent.name or "the file", sent.read())
    check = check_table(province=draft.province, table=table)
    if check.faults:
        return {"check": check}
    return {
        "check": check,
        "comparison": compare_with_previous(draft, check.rows),
        # The second step imports these very rows: the file is not uploaded again, nor kept here.
        "checked": signing.dumps(
            [[row.number, dict(row.cells)] for row in table], salt=_SALT, compress=True
        ),
    }


def _import(request: HttpRequest, draft: Edition) -> HttpResponse:
    """Put the rows that were checked into the draft."""
    try:
        rows = signing.loads(request.POST["checked"], salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as fault:
        why = "these are not the rows that were checked: send the file again"
        raise UnreadableTable(why) from fault
    import_into_draft(
        draft=draft,
        table=[TableRow(number, cells) for number, cells in rows],
        by=user_of(request),
        expected_version=version_read(request.POST),
    )
    messages.success(request, _now("Rows that are in the draft now: %s.") % len(rows))
    return redirect(reverse("admin:priorities_edition_change", args=[draft.pk]))
