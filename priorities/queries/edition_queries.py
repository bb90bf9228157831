"""Editions and the documents they cite, to be read; drafts only by curators."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from priorities.models import Document, Edition, Priority
from priorities.models.edition import EditionQuerySet


def visible_editions(*, curating: bool) -> EditionQuerySet:
    """The editions that a reader may see: published editions; for a curator, drafts too."""
    rows = Edition.objects.select_related("province")
    return rows if curating else rows.filter(state=Edition.State.PUBLISHED)


def edition_before(edition: Edition) -> Edition | None:
    """The edition that an edition is compared with: for a list the number before, for a withdrawal
    the edition it ends, for a draft the list in force now.
    """
    others = Edition.objects.select_related("province").filter(province=edition.province_id)
    if edition.kind == Edition.Kind.WITHDRAWAL:
        return others.filter(pk=edition.base_id or 0).first()
    if edition.number is None:
        return others.in_force(timezone.now()).first()
    return others.filter(number=edition.number - 1).first()


def cited_documents() -> QuerySet[Document]:
    """The documents that published editions cite, each with `cited`: its priorities there."""
    published = Priority.objects.filter(edition__state=Edition.State.PUBLISHED)
    # Published rows only: a draft's citation would tell what a curator is working on.
    cited = Prefetch("priorities", published.order_by("source"), to_attr="cited")
    rows = Document.objects.filter(pk__in=published.values("document"))
    return rows.select_related("province").prefetch_related(cited)
