"""The provinces on a tile map and in a table: how strongly each puts a sector first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext as _many

from matcher.reference.reference_data import ReferenceData
from pages.frame.addresses import page_url
from pages.frame.language import in_language, language
from pages.presenters.statement_words import (
    EMPHASIS,
    STAGE_MARKS,
    Word,
    emphasis_word,
    signal_word,
    stage_word,
)
from pages.presenters.tile_map import LEVELS, MARKS, Shown, TileMap, tile_map
from partners.reference.atlas import PlaceRow
from priorities.editions.dating import Dated
from priorities.models import Edition
from priorities.queries.sector_priorities import NARROWER, SectorPriority

# The least strength (0..255) of each colour: a list row pledged has 61, one under way 122, a
# headline under way 204.
_BANDS = (1, 61, 122, 204)


@dataclass(frozen=True)
class ProvinceStatement:
    """The strongest statement of a province about the sector, and how many there are."""

    province: str
    url: str
    title: str
    statement_url: str
    emphasis: Word
    stage: Word
    signal: Word
    part: bool
    paragraph: int | None
    since: str
    count: int
    level: int


@dataclass(frozen=True)
class NamedProvince:
    """A province by its name, and its page."""

    code: str
    name: str
    url: str


def strongest_statements(
    found: Iterable[SectorPriority], sector: str
) -> dict[str, ProvinceStatement]:
    """Province -> its strongest statement of those that count, in the order of their strength."""
    counting = [one for one in found if one.counts]
    numbers = Counter(one.province.code for one in counting)
    strongest: dict[str, ProvinceStatement] = {}
    for one in counting:
        code = one.province.code
        if code not in strongest:
            strongest[code] = _statement(one, sector, numbers[code])
    return strongest


def _statement(one: SectorPriority, sector: str, count: int) -> ProvinceStatement:
    row, code = one.priority, one.province.code
    return ProvinceStatement(
        province=in_language(one.province),
        url=province_url(code, sector=sector),
        title=in_language(row, "title"),
        statement_url=statement_url(code, row.key),
        emphasis=emphasis_word(row.emphasis),
        stage=stage_word(row.stage),
        signal=signal_word(row.signal),
        part=one.relation == NARROWER,
        paragraph=row.paragraph,
        since=str(Dated(row.effective_from, row.precision)),
        count=count,
        level=strength_level(one.strength),
    )


def strength_level(strength: int) -> int:
    """The colour of a strength, 0 to 4."""
    return sum(strength >= least for least in _BANDS)


def province_url(code: str, **asked: str) -> str:
    """The address of a province's list, with the filters that are given."""
    url, given = page_url("province", code), {key: text for key, text in asked.items() if text}
    return f"{url}?{urlencode(given)}" if given else url


def statement_url(province: str, key: str) -> str:
    """The address of a statement in its province's list: on the page of the list that holds it."""
    return f"{province_url(province, priority=key)}#{key}"


def sector_map(
    statements: Mapping[str, ProvinceStatement],
    held: Mapping[str, Edition],
    provinces: Mapping[str, PlaceRow],
    sector: str,
) -> TileMap:
    """The map of one sector."""

    def shown(code: str) -> Shown:
        url, short = province_url(code, sector=sector), _short(provinces.get(code), code)
        name = _name(provinces.get(code), code)
        if code not in held:
            description = _now("%(province)s: no list is held") % {"province": name}
            return Shown(short, description, url, unknown=True)
        one = statements.get(code)
        if one is None:
            return Shown(short, _now("%(province)s: not named") % {"province": name}, url)
        letter = str(EMPHASIS[one.emphasis.value][1])
        description = _now("%(province)s: %(emphasis)s, %(stage)s: %(title)s") % {
            "province": name,
            "emphasis": one.emphasis.text,
            "stage": one.stage.text,
            "title": one.title,
        }
        # Brackets: a part of the sector only.
        note = f"({letter})" if one.part else letter
        return Shown(short, description, url, one.level, note, marks=STAGE_MARKS[one.stage.value])

    return tile_map(shown)


def held_map(
    held: Mapping[str, Edition], counts: Mapping[str, int], provinces: Mapping[str, PlaceRow]
) -> TileMap:
    """The map of the lists that are held, with their numbers of statements."""

    def shown(code: str) -> Shown:
        url, short = province_url(code), _short(provinces.get(code), code)
        name = _name(provinces.get(code), code)
        if code not in held:
            description = _now("%(province)s: no list is held") % {"province": name}
            return Shown(short, description, url, unknown=True)
        number = counts.get(code, 0)
        description = _many(
            "%(province)s: a list of %(number)s statement is held",
            "%(province)s: a list of %(number)s statements is held",
            number,
        ) % {"province": name, "number": number}
        return Shown(short, description, url, 1, str(number))

    return tile_map(shown)


@dataclass(frozen=True)
class Legend:
    """What colours, letters and marks of a sector's map mean. `stages`: the marks, each with where
    it stands and whether it is filled, and the stage.
    """

    levels: tuple[int, ...]
    emphasis: tuple[tuple[Promise, Promise, Promise], ...]
    stages: tuple[tuple[tuple[tuple[int, bool], ...], str], ...]


def legend() -> Legend:
    """The legend of `sector_map`, in the visitor's language."""
    return Legend(
        tuple(range(1, LEVELS)),
        tuple((letter, label, description) for label, letter, description in EMPHASIS.values()),
        tuple(
            (tuple((3 + 5 * n, n < filled) for n in range(MARKS)), str(stage_word(stage).text))
            for stage, filled in STAGE_MARKS.items()
            if filled
        ),
    )


def province_rows(reference: ReferenceData) -> dict[str, PlaceRow]:
    """The provinces by code."""
    rows = sorted(reference.atlas.places.items())
    return {code: row for code, row in rows if row.is_province}


def named_provinces(rows: Iterable[PlaceRow]) -> tuple[NamedProvince, ...]:
    """Name provinces in the visitor's language."""
    return tuple(NamedProvince(row.code, in_language(row), province_url(row.code)) for row in rows)


def _name(row: PlaceRow | None, code: str) -> str:
    return in_language(row) if row else code


def _short(row: PlaceRow | None, code: str) -> str:
    """A name that fits a tile: two or three signs, or the letters of ISO 3166-2."""
    if row is None:
        return code[:2]
    if language() == "zh":
        return row.short_zh or row.name_zh[:2]
    return row.iso.rpartition("-")[2] or row.name_en[:3]
