"""Documents, read-only: a draft that cites a document creates it."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.languages.translation import reads_chinese
from core.permissions.readonly_admin import ReadOnlyInline
from priorities.editions.dating import Dated
from priorities.models import Document, Priority


class PriorityInline(ReadOnlyInline):
    model = Priority
    fields = (
        "edition",
        "key",
        "title_en",
        "title_zh",
        "signal",
        "speaker",
        "stage",
        "paragraph",
        "source",
    )


@admin.register(Document)
class DocumentAdmin(HistoryAdmin):
    list_display = ("local_title", "province", "year", "dated", "cited")
    list_filter = (("province", admin.RelatedOnlyFieldListFilter), "year", "precision")
    list_select_related = ("province",)
    search_fields = (
        "title",
        "title_zh",
        "province__name_en",
        "province__name_zh",
        "province__pinyin",
        "province__iso",
    )
    search_help_text = _("Title, or province in Chinese, pinyin or English")
    inlines = (PriorityInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        rows: QuerySet[Document] = super().get_queryset(request)
        return rows.annotate(times=Count("priorities"))

    @admin.display(description=_("title"), ordering="title")
    def local_title(self, document: Document) -> str:
        chinese = document.title_zh if reads_chinese() else ""
        return chinese or document.title

    @admin.display(description=_("published on"), ordering="published_on")
    def dated(self, document: Document) -> str:
        """The date to its precision."""
        day, precision = document.published_on, document.precision
        return str(Dated(day, precision)) if day else "–"

    @admin.display(description=_("cited"), ordering="times")
    def cited(self, document: Any) -> int:
        """The number of priorities, of any edition, that cite the document."""
        return int(document.times)
