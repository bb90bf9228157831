"""Find partners by what somebody types: names in either language, pinyin, initials, identifiers,
words for products.

Entries are read in stages, from the surest to the least sure, each limited, and judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from partners.models.partner import Partner, PartnerQuerySet
from partners.names.pinyin import syllables
from partners.search import fit
from partners.search.entry_queries import (
    ALL_ENTRIES,
    Narrowing,
    bounded_statements,
    read_near,
    read_stages,
)
from partners.search.name_parts import one_spelling
from partners.search.product_words import goods_condition, product_conditions
from partners.search.typed_text import (
    Condition,
    TypedText,
    near_conditions,
    sure_conditions,
)

LONGEST_QUERY = 120
# What a ranked answer holds at most: nobody reads on, and who wants fewer filters.
MOST_FOUND = 200
# Names with a slip are looked for where no name holds the text as it is.
_SURE = fit.BEGINS - 1
# They are not looked for where so many names hold the text as it is.
_STRONG, _ENOUGH = fit.CONTAINS, 3
_Row = tuple[int, int, int, str]


@dataclass(frozen=True)
class Found:
    """`keys`: (-fit, rank, partner id) of the partners, best first; `complete`: no more partners
    fit, apart from names that are only like the text, of which a few are found.
    """

    keys: list[tuple[int, int, int]] = field(default_factory=list)
    complete: bool = True


def find_partners(
    rows: PartnerQuerySet,
    text: str,
    narrowed: Narrowing = ALL_ENTRIES,
    most: int = MOST_FOUND,
) -> Found:
    """The partners of `rows` that a text finds, at most `most`; an empty text finds none.

    `narrowed` is what every partner of `rows` meets, so that few others are read.
    """
    typed = TypedText(text[:LONGEST_QUERY])
    if not typed.plain:
        return Found()
    finds = _Finds(typed, narrowed, most)
    with bounded_statements():
        finds.add_sure()
        if finds.best < _SURE and finds.strong < _ENOUGH:
            finds.add_near()
        if len(finds.ranks) < most:
            finds.add_products()
        ids = set(rows.filter(pk__in=list(finds.ranks)).values_list("pk", flat=True))
    keys = sorted((-value, rank, pk) for pk, (value, rank) in finds.ranks.items() if pk in ids)
    return Found(keys[:most], complete=finds.complete and len(keys) <= most)


class _Finds:
    """The finds so far: `ranks`, partner id -> (fit, rank)."""

    def __init__(self, typed: TypedText, narrowed: Narrowing, most: int) -> None:
        self._typed, self._narrowed, self._most = typed, narrowed, most
        self.ranks: dict[int, tuple[int, int]] = {}
        self.complete = True

    @property
    def best(self) -> int:
        return max((value for value, _ in self.ranks.values()), default=0)

    @property
    def strong(self) -> int:
        """How many names hold the text where a word begins."""
        return sum(value >= _STRONG for value, _ in self.ranks.values())

    def add_sure(self) -> None:
        judged = fit.Fit(self._typed)
        identified = []
        for stage, pk, rank, names in self._read(sure_conditions(self._typed)):
            if stage == 0:
                identified.append((pk, rank))
            self._keep(pk, judged.of(names), rank)
        if identified:
            self._add_identified(identified)

    def _add_identified(self, found: Sequence[tuple[int, int]]) -> None:
        """Those that do have the identifier: among millions of keys some are equal by chance."""
        typed, held = set(self._typed.identifiers()), dict(found)
        rows = Partner.objects.filter(pk__in=held).values_list("pk", "identifiers")
        for pk, identifiers in rows:
            if not typed.isdisjoint(one.casefold() for one in identifiers):
                self._keep(pk, fit.IDENTIFIER, held[pk])

    def add_near(self) -> None:
        typed, sound, trade_name, core = self._typed, "", self._typed.named, self._typed.core
        if typed.chinese:
            sound, trade_name, core = map(_pinyin, (typed.body, trade_name, core))
        conditions = near_conditions(typed, sound, trade_name, core)
        rows = {pk: (rank, names) for pk, rank, names in read_near(conditions, self._narrowed)}
        judged = fit.Fit(typed, sound, trade_name)
        alike = judged.likenesses([(pk, names) for pk, (_, names) in rows.items()])
        for pk, value in alike.items():
            self._keep(pk, value, rows[pk][0])

    def add_products(self) -> None:
        goods = goods_condition(self._typed)
        conditions = [goods] if goods else []
        conditions += product_conditions(self._typed, is_a_name=self.best > fit.ALIKE)
        for stage, pk, rank, _ in self._read(conditions):
            named = goods is not None and stage == 0
            self._keep(pk, fit.NAMES_GOODS if named else fit.MAKES - stage, rank)

    def _keep(self, pk: int, value: int, rank: int) -> None:
        if value > self.ranks.get(pk, (0, 0))[0]:
            self.ranks[pk] = (value, rank)

    def _read(self, conditions: Iterable[Condition]) -> list[_Row]:
        stages = read_stages(conditions, self._narrowed, self._most)
        self.complete = self.complete and stages.complete
        return stages.rows


def _pinyin(text: str) -> str:
    return "".join(map(one_spelling, syllables(text)))
