"""The priorities that changed an answer, with the place in the document that states them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from priorities.editions.rows import source_links
from priorities.models import Edition, Priority


@dataclass(frozen=True)
class ChangedPriority:
    """A priority as the newest list says it that has it. `document`: with the paragraph, where that
    is known; `links`: the addresses of its source; `listed`: is it still on the list in force?
    """

    key: str
    province: str
    title: str
    document: str
    links: Sequence[str]
    listed: bool


def load_priorities(keys: Collection[str], language: str) -> list[ChangedPriority]:
    """The priorities with these keys, in `en` or `zh`, in the order of the keys. One query; none
    without keys.
    """
    if not keys:
        return []
    rows = (
        Priority.objects.filter(key__in=keys, edition__state=Edition.State.PUBLISHED)
        .select_related("edition__province", "document")
        .order_by("edition__policy")
    )
    newest = {row.key: row for row in rows}
    return [_changed(newest[key], language) for key in sorted(newest)]


def _changed(row: Priority, language: str) -> ChangedPriority:
    province, document = row.edition.province, row.document
    chinese = language == "zh"
    title = (document.title_zh or document.title) if chinese else document.title
    if row.paragraph is not None:
        title += f"第{row.paragraph}段" if chinese else f", paragraph {row.paragraph}"
    return ChangedPriority(
        row.key,
        province.name_zh if chinese else province.name_en,
        row.title_zh if chinese else row.title_en,
        title,
        source_links(row.source),
        row.edition.in_force is not None and row.edition.in_force.upper is None,
    )
