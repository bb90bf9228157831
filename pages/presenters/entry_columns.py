"""The entries of a shortlist as rows of a table, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator

from core.tabular import Cell, Column
from pages.presenters.shortlist_page import ShortlistPage
from pages.presenters.stacked_bar import LABELS

# English names, as in the tables of the API: programs read them too.
COLUMNS = (
    Column("rank", 6, text=False),
    Column("partner_id", 12, text=False),
    Column("partner", 34),
    Column("other_name", 30),
    Column("place", 16),
    Column("province", 16),
    Column("datasets", 16),
    Column("relation", 12),
    Column("score", 8, text=False),
    *(Column(name, 10, text=False) for name in LABELS),
    Column("known_percent", 10, text=False),
    Column("priority", 50),
    Column("source", 40),
    Column("questions_zh", 44),
    Column("questions_en", 44),
    Column("decision", 12),
    Column("reason", 30),
    Column("note", 40),
)


def entry_rows(page: ShortlistPage) -> Iterator[tuple[Cell, ...]]:
    """The entries that the page shows, in the order of `COLUMNS`."""
    for one in page.entries:
        shares = {part.name: float(part.share) for part in one.bar.parts}
        said = one.decision
        yield (
            int(one.rank),
            one.partner.pk,
            one.partner.name,
            one.partner.other,
            one.partner.place,
            one.partner.province,
            ", ".join(one.partner.datasets),
            one.relation,
            float(one.bar.score),
            *(shares.get(name) for name in LABELS),
            one.known_percent,
            one.policy.sentence if one.policy else "",
            one.policy.url if one.policy else "",
            "\n".join(ask.zh for ask in one.questions),
            "\n".join(ask.en for ask in one.questions),
            one.decision_label,
            said.reason if said else "",
            said.note if said else "",
        )
