"""A shortlist as a table to take away."""

from __future__ import annotations

import io
import uuid

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from core.audit import security_log
from core.models import SecurityEvent
from core.tabular import XLSX, Sheet, csv_text, write_sheets
from core.transactions import repeatable_read
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.entry_columns import COLUMNS, entry_rows
from pages.presenters.shortlist_page import shortlist_page
from pages.views.shortlist import firm_shortlist


@require_GET
@member_page()
def export(request: MemberRequest, pk: uuid.UUID, suffix: str) -> HttpResponse:
    """Give the entries that the page shows, filters and all, as CSV or XLSX."""
    with repeatable_read():
        found = firm_shortlist(request, pk)
        page = shortlist_page(found, request.GET, request.path)
    rows = entry_rows(page)
    if suffix == "csv":
        text = csv_text([str(one.name) for one in COLUMNS], rows)
        content, kind = text.encode(), "text/csv; charset=utf-8"
    elif suffix == "xlsx":
        file = io.BytesIO()
        write_sheets(file, [Sheet("Entries", COLUMNS, rows)])
        content, kind = file.getvalue(), XLSX
    else:
        raise Http404
    exported = f"shortlist:{pk} {suffix}"
    security_log.record(SecurityEvent.Kind.EXPORTED, subject=exported)
    name = slugify(page.title, allow_unicode=True)[:60] or "shortlist"
    response = HttpResponse(content, kind)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{suffix}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response
