"""Published editions and what they cite, to be read; drafts only by those who curate."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from priorities.editions.diff import Diff, compare_rows
from priorities.editions.load_editions import load_drafts
from priorities.models import Document, Edition, Priority
from priorities.models.edition import EditionQuerySet


def visible(*, curating: bool) -> EditionQuerySet:
    """The editions that a reader may see: every one's published ones; all, for a curator."""
    rows = Edition.objects.select_related("province")
    return rows if curating else rows.filter(state=Edition.State.PUBLISHED)


def before(edition: Edition) -> Edition | None:
    """What an edition is compared with: the one that bears the number before; for a withdrawal
    the one that it ends; for a draft the list in force now.
    """
    others = Edition.objects.select_related("province").filter(province=edition.province_id)
    if edition.kind == Edition.Kind.WITHDRAWAL:
        return others.filter(pk=edition.base_id or 0).first()
    if edition.number is None:
        return others.in_force(timezone.now()).first()
    return others.filter(number=edition.number - 1).first()


def difference(edition: Edition, against: Edition | None) -> Diff:
    """What `edition` says differently from `against`; None is an empty list."""
    old = load_drafts(against) if against else ()
    return compare_rows(old, load_drafts(edition))


def documents() -> QuerySet[Document]:
    """The documents that published editions cite, each with `cited`: its priorities there."""
    published = Priority.objects.filter(edition__state=Edition.State.PUBLISHED)
    cited = Prefetch("priorities", published.order_by("source"), to_attr="cited")
    held = Document.objects.filter(pk__in=published.values("document"))
    return held.select_related("province").prefetch_related(cited)
