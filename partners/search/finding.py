"""Find partners by what somebody types: names in either language, pinyin, initials, identifiers,
words for products.

Entries are read in stages, from the surest to the least sure, each limited, and judged here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from partners.models.partner import PartnerQuerySet
from partners.search import fit
from partners.search.entry_queries import bounded_statements, read_stages
from partners.search.name_parts import one_spelling
from partners.search.product_words import product_conditions
from partners.search.typed_text import (
    Condition,
    TypedText,
    named_conditions,
    sound_conditions,
    sure_conditions,
    unsure_conditions,
)

LONGEST_QUERY = 120
# What a ranked answer holds at most: nobody reads on, and who wants fewer filters.
MOST_FOUND = 200
# Names with a slip are looked for where no name holds the text as it is, among so many.
_SURE, _MOST_ALIKE = fit.WORDS, 300
_Row = tuple[int, int, int, str]


@dataclass(frozen=True)
class Found:
    """`keys`: (-fit, rank, partner id) of the partners, best first. `conditions`: what they were
    found by.
    """

    keys: list[tuple[int, int, int]] = field(default_factory=list)
    conditions: tuple[Condition, ...] = ()


def find_partners(rows: PartnerQuerySet, text: str, filters: Sequence[Condition] = ()) -> Found:
    """The partners of `rows` that a text finds, at most `MOST_FOUND`; an empty text finds none.

    `filters` are conditions that every partner of `rows` meets, so that few others are read.
    """
    typed = TypedText(text[:LONGEST_QUERY])
    if not typed.plain:
        return Found()
    stages = _Stages(typed, filters)
    with bounded_statements():
        stages.add_sure()
        if stages.best < _SURE:
            stages.add_unsure()
        if len(stages.ranks) < MOST_FOUND:
            stages.add_products()
        ids = set(rows.filter(pk__in=list(stages.ranks)).values_list("pk", flat=True))
    keys = sorted((-value, rank, pk) for pk, (value, rank) in stages.ranks.items() if pk in ids)
    return Found(keys[:MOST_FOUND], tuple(stages.used))


class _Stages:
    """The finds so far: `ranks`, partner id -> (fit, rank); `used`, the conditions they met."""

    def __init__(self, typed: TypedText, filters: Sequence[Condition]) -> None:
        self._typed, self._filters = typed, filters
        self.ranks: dict[int, tuple[int, int]] = {}
        self.used: list[Condition] = []

    @property
    def best(self) -> int:
        return max((value for value, _ in self.ranks.values()), default=0)

    def add_sure(self) -> None:
        conditions = list(sure_conditions(self._typed))
        judged = fit.Fit(self._typed)
        for stage, pk, rank, names in self._read(conditions, MOST_FOUND):
            self._keep(pk, fit.IDENTIFIER if stage == 0 else judged.of(names), rank)
        self.used += conditions

    def add_unsure(self) -> None:
        typed, sound, trade_name = self._typed, "", self._typed.named
        if typed.chinese:
            sound, trade_name = _pinyin(typed.body), _pinyin(trade_name)
        named = list(named_conditions(trade_name))
        conditions = [*named, *sound_conditions(sound), *unsure_conditions(typed)]
        rows = [row for row in self._read(conditions, _MOST_ALIKE) if row[1] not in self.ranks]
        ranks = {pk: rank for _, pk, rank, _ in rows}
        judged = fit.Fit(typed, sound, trade_name)
        likenesses = judged.likenesses(
            [(pk, names) for stage, pk, _, names in rows if stage < len(named)],
            [(pk, names) for stage, pk, _, names in rows if stage >= len(named)],
        )
        for pk, value in likenesses.items():
            self._keep(pk, value, ranks[pk])
        for _, pk, rank, names in rows:
            self._keep(pk, judged.of(names), rank)
        self.used += conditions

    def add_products(self) -> None:
        conditions = list(product_conditions(self._typed, is_a_name=self.best > fit.ALIKE))
        for stage, pk, rank, _ in self._read(conditions, MOST_FOUND - len(self.ranks)):
            self._keep(pk, fit.MAKES - stage, rank)
        self.used += conditions

    def _keep(self, pk: int, value: int, rank: int) -> None:
        if value > self.ranks.get(pk, (0, 0))[0]:
            self.ranks[pk] = (value, rank)

    def _read(self, conditions: Collection[Condition], most: int) -> list[_Row]:
        return read_stages(conditions, self._filters, most)


def _pinyin(text: str) -> str:
    # Its dictionary takes 60 MB: it is loaded when a Chinese text first finds no name.
    syllables: Iterable[str] = import_module("partners.names.pinyin").syllables(text)
    return "".join(map(one_spelling, syllables))
