"""The document of the year before, and the comparison of a read document with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from priorities.editions.document_comparison import SectorChange, Statement, compare_documents
from priorities.models import Document, Edition, Priority, ReadDocument, ReadProposal


@dataclass(frozen=True)
class YearComparison:
    """`against`: the former document; None where none of the province and kind is held, and then
    there are no changes.
    """

    against: Document | None
    changes: tuple[SectorChange, ...]


def compare_with_former(reading: ReadDocument) -> YearComparison:
    """A read document compared with the newest earlier one of its province and kind. A former
    document counts as its curators left it: without what they rejected, as they mended it. Four
    queries at most; three where the proposals are loaded.
    """
    former = _former(reading.document)
    if former is None:
        return YearComparison(None, ())
    return YearComparison(former, compare_documents(_stated(former), _read(reading)))


@dataclass(frozen=True)
class ReportComparison:
    """The newest work report of a province whose statements are published, and what became of each
    sector since the one before.
    """

    report: Document
    since: YearComparison


def compare_newest_report(province: str) -> ReportComparison | None:
    """The province's newest published work report compared with its former one; None where no
    report is held. Six queries at most.
    """
    cited = Priority.objects.filter(
        document=OuterRef("pk"), edition__state=Edition.State.PUBLISHED, paragraph__isnull=False
    )
    rows = Document.objects.filter(
        Exists(cited), province=province, kind=Document.Kind.WORK_REPORT
    ).exclude(published_on=None)
    report = rows.order_by("-published_on", "-pk").first()
    if report is None:
        return None
    former = _former(report)
    if former is None:
        return ReportComparison(report, YearComparison(None, ()))
    changes = compare_documents(_stated(former), _published(report))
    return ReportComparison(report, YearComparison(former, changes))


def _former(document: Document) -> Document | None:
    # Published rows only: a draft may cite a document of which nobody has read more than a line.
    cited = Priority.objects.filter(
        document=OuterRef("pk"), edition__state=Edition.State.PUBLISHED, paragraph__isnull=False
    )
    return (
        Document.objects.filter(
            Q(reading__isnull=False) | Exists(cited),
            province=document.province_id,
            kind=document.kind,
            published_on__lt=document.published_on,
        )
        .select_related("reading")
        .order_by("-published_on", "-pk")
        .first()
    )


def _stated(former: Document) -> tuple[Statement, ...]:
    return _read(former.reading) if hasattr(former, "reading") else _published(former)


def _read(reading: ReadDocument) -> tuple[Statement, ...]:
    rejected = ReadProposal.Decision.REJECTED
    # Sorted out here and not by the query: who shows a document has loaded its proposals already.
    kept = [one for one in reading.proposals.all() if one.decision != rejected]
    return tuple(
        Statement(
            paragraph=one.paragraph,
            anchor=one.anchor,
            targets=tuple(one.value("targets")),
            signal=one.value("signal"),
            stage=one.value("stage"),
            emphasis=one.value("emphasis"),
        )
        for one in kept
    )


def _published(document: Document) -> tuple[Statement, ...]:
    """What the newest published edition that cites the document holds of it."""
    cited = Priority.objects.filter(document=document, edition__state=Edition.State.PUBLISHED)
    newest = cited.order_by("-edition__policy").values("edition")[:1]
    rows = cited.filter(edition__in=newest, paragraph__isnull=False).prefetch_related("targets")
    return tuple(
        Statement(
            paragraph=row.paragraph or 0,
            anchor=row.anchor,
            targets=tuple(one.code for one in row.targets.all()),
            signal=row.signal,
            stage=row.stage,
            emphasis=row.emphasis,
        )
        for row in rows.order_by("paragraph", "key")
    )
