"""Matches as tables: the strongest pairs, and the counterparts of a partner with their reasons in
both languages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.table_view import Table, file_name
from api.v1.render_shown_partners import ShownPartners, load_shown_partners
from api.v1.tables.cell_texts import join, sentences
from api.v1.tables.dataset_notices import load_notices
from core.tabular import Cell, Column, Sheet
from matcher.matches.components import WEIGHTS
from matcher.matches.explain_match import Match
from matcher.matches.partner_matches import MatchesOfPartner
from matcher.matches.province_matches import PairMatches
from matcher.reference.scale import POINTS_PER_SCORE
from partners.models import Sector
from priorities.editions.rows import source_links

_PRIORITY = ("key", "title_en", "title_zh", "signal", "stage", "document", "source")
_BASIS = (Column("field", 20), Column("value", 40))
_HEAD = (
    Column("rank", 6, text=False),
    Column("score", 8, text=False),
    Column("points", 9, text=False),
)
_NEED = tuple(
    Column(f"need_{name}_{key}", 10 if key == "code" else 34)
    for name in ("sector", "service")
    for key in ("code", "en", "zh")
)


def _partner_columns(role: str) -> tuple[Column, ...]:
    return (
        Column(f"{role}_id", 12, text=False),
        Column(f"{role}_name_en", 34),
        Column(f"{role}_name_zh", 26),
        Column(f"{role}_place_en", 16),
        Column(f"{role}_place_zh", 12),
        Column(f"{role}_province_en", 16),
        Column(f"{role}_province_zh", 10),
    )


PAIR_COLUMNS = (
    *_HEAD,
    *_partner_columns("maker"),
    *_partner_columns("provider"),
    *_NEED,
    *(Column(f"{name}_points", 10, text=False) for name in WEIGHTS),
    *(
        Column(f"priority_{name}", 12 if name in ("key", "signal", "stage") else 36)
        for name in _PRIORITY
    ),
    Column("sources", 40),
    Column("notices", 40),
)
MATCH_COLUMNS = (
    Column("counterpart", 12),
    *_HEAD,
    Column("known", 8, text=False),
    *_partner_columns("partner"),
    *_NEED,
    *(
        column
        for name in WEIGHTS
        for column in (
            Column(f"{name}_points", 10, text=False),
            Column(f"{name}_reasons_en", 44),
            Column(f"{name}_reasons_zh", 36),
        )
    ),
    Column("sources", 40),
    Column("notices", 40),
)


def pair_table(found: PairMatches, *asked: str | None) -> Table:
    """The strongest pairs; `asked`: the codes that were asked for. Three queries."""
    shown = load_shown_partners({pk for one in found.matches for pk in (one.maker, one.provider)})
    sectors = _sector_cells(code for one in found.matches for code in one.need)
    notices = _notices(shown)
    generation = str(found.generation) if found.generation else "none: computed now"
    basis = {"generation": generation, "stale": "true" if found.stale else "false"}
    return Table(
        name=file_name("matches", *(code or "" for code in asked), found.basis.as_of),
        sheet="Matches",
        columns=PAIR_COLUMNS,
        rows=_pair_rows(found, shown, sectors, notices),
        beside=lambda: (_basis_sheet(found.basis, basis),),
    )


def match_table(found: MatchesOfPartner) -> Table:
    """The matches of a partner, of both sides. Three queries."""
    shown = load_shown_partners(
        {pk for one in (*found.providers, *found.makers) for pk in (one.maker, one.provider)}
    )
    sectors = _sector_cells(code for one in (*found.providers, *found.makers) for code in one.need)
    return Table(
        name=file_name("matches-of-partner", found.partner, found.basis.as_of),
        sheet="Matches",
        columns=MATCH_COLUMNS,
        rows=_match_rows(found, shown, sectors, _notices(shown)),
        beside=lambda: (_basis_sheet(found.basis, {"partner": str(found.partner)}),),
    )


def _pair_rows(
    found: PairMatches,
    shown: ShownPartners,
    sectors: Mapping[str, tuple[str, ...]],
    notices: Mapping[str, str],
) -> Iterator[tuple[Cell, ...]]:
    for rank, one in enumerate(found.matches, 1):
        both = (shown.by_id[one.maker], shown.by_id[one.provider])
        priority = one.priority
        yield (
            rank,
            round(one.points / POINTS_PER_SCORE, 2),
            one.points,
            *(cell for partner in both for cell in _partner_cells(partner)),
            *(cell for code in one.need for cell in sectors[code]),
            *(WEIGHTS[name] * one.values[name] for name in WEIGHTS),
            *(getattr(priority, name) if priority else None for name in _PRIORITY),
            join(source_links(priority.source)) if priority else None,
            join(notices[key] for partner in both for key in partner["datasets"]),
        )


def _match_rows(
    found: MatchesOfPartner,
    shown: ShownPartners,
    sectors: Mapping[str, tuple[str, ...]],
    notices: Mapping[str, str],
) -> Iterator[tuple[Cell, ...]]:
    for side, listed in (("provider", found.providers), ("maker", found.makers)):
        for rank, one in enumerate(listed, 1):
            partner = shown.by_id[one.provider if side == "provider" else one.maker]
            yield (
                side,
                rank,
                round(one.points / POINTS_PER_SCORE, 2),
                one.points,
                one.known,
                *_partner_cells(partner),
                *(cell for code in one.need for cell in sectors[code]),
                *_component_cells(one, shown.chinese_names),
                join(notices[key] for key in partner["datasets"]),
            )


def _component_cells(one: Match, names: Mapping[str, str]) -> Iterator[Cell]:
    """The points and the reasons of each component, then the sources of all."""
    by_name = {component.name: component for component in one.components}
    sources: list[str] = []
    for name in WEIGHTS:
        component = by_name[name]
        reasons = [{"code": each.code, "args": dict(each.args)} for each in component.because]
        sources += [link for each in reasons for link in source_links(_source(each))]
        yield component.points
        yield sentences(reasons, "en")
        yield sentences(reasons, "zh", names)
    yield join(sources)


def _source(reason: Mapping[str, Any]) -> str:
    return str(reason["args"].get("source", ""))


def _partner_cells(partner: Mapping[str, Any]) -> tuple[Cell, ...]:
    place = partner["place"]
    province = (place or {}).get("province") or place
    return (
        partner["id"],
        partner["name_en"],
        partner["name_zh"],
        *(one[key] if one else "" for one in (place, province) for key in ("en", "zh")),
    )


def _sector_cells(codes: Iterator[str]) -> Mapping[str, tuple[str, ...]]:
    rows = Sector.objects.filter(code__in=set(codes))
    return {row.code: (row.code, row.name_en, row.name_zh) for row in rows}


def _notices(shown: ShownPartners) -> Mapping[str, str]:
    return load_notices({key for one in shown.by_id.values() for key in one["datasets"]})


def _basis_sheet(basis: Any, more: Mapping[str, str]) -> Sheet:
    rows: Sequence[tuple[Cell, ...]] = [
        *more.items(),
        ("as of", str(basis.as_of)),
        ("model", basis.model),
        ("policy number", str(basis.policy)),
        ("partners number", str(basis.partners)),
    ]
    return Sheet("Basis", _BASIS, rows)
