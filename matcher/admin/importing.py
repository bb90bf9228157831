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

from matcher import editions, importing, sheet
from matcher.admin import comparison, refusals, verbs
from matcher.errors import MatcherError
from matcher.models import Edition
from matcher.sheet import Row

_SALT = "priorities tried out"
_KEPT_SECONDS = 24 * 60 * 60


class FileForm(forms.Form):
    file = forms.FileField(
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.xlsx", "aria-label": "file"})
    )


def page(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """The form; what a file would do; or, once that is agreed to, the draft with its rows."""
    draft = get_object_or_404(Edition.objects.select_related("province"), pk=pk)
    context |= {"edition": draft, "columns": importing.COLUMNS, "most": sheet.MOST_ROWS}
    context |= {"file": FileForm()["file"]}
    try:
        if request.method == "POST" and "tried" in request.POST:
            return _put(request, draft)
        if request.method == "POST":
            context |= _tried(request, draft)
    except sheet.SheetRefused as refusal:
        refusals.say(request, [f"{refusal}."])
    except MatcherError as refusal:
        refusals.tell(request, refusal)
    return TemplateResponse(request, "admin/matcher/edition/import.html", context)


def export(pk: int) -> HttpResponse:
    """The edition's rows as a file that can be edited and sent back."""
    edition = get_object_or_404(Edition, pk=pk)
    text = importing.as_csv(editions.drafts(edition))
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
        raise sheet.SheetRefused("no file was sent")
    if (sent.size or 0) > sheet.MOST_BYTES:
        raise sheet.SheetRefused(f"the file has more than {sheet.MOST_BYTES} bytes")
    table = sheet.read(sent.name or "the file", sent.read())
    trial = importing.try_out(province=draft.province, table=table)
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
        raise sheet.SheetRefused("this is not what was tried out: send the file again") from fault
    importing.put(
        draft=draft,
        table=[Row(number, cells) for number, cells in rows],
        by=_user(request),
        expected_version=verbs.version_read(request.POST),
    )
    messages.success(request, f"{len(rows)} rows are in the draft now.")
    return redirect(reverse("admin:matcher_edition_change", args=[draft.pk]))


def _user(request: HttpRequest) -> Any:
    return request.user
