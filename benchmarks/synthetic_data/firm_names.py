"""Names of firms that nobody has, made of the pieces of real ones: place, trade name of characters
that real trade names have, words of trade, legal form. The same for the same seed.

Pieces are from `seeds/partners/`, as often as they are there. No two firms have the same name. Half
the firms have a Chinese name alone, four in ten an English one beside it, one in ten only that.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from harness.seed_reference import SEEDS
from partners.identity.comparison import parse
from partners.identity.tables import industry_words
from partners.lexicon import Outcome, shared_lexicon
from partners.names.pinyin import syllables
from partners.search.name_parts import CHINESE, LATIN, SOUND, NameParts, one_spelling, parts_of

_LISTS = ("listed_firms.csv", "green_factories.csv")
_UNKNOWN_SECTOR = "C41"
_SHANXI = {"陕西": "shaanxi", "山西": "shanxi"}


@dataclass(frozen=True)
class Firm:
    """A made-up firm; `zh` or `en` may be empty. `words` are those of trade."""

    number: int
    place_code: str
    place: str
    core: str
    words: tuple[str, ...]
    legal: str
    scripts: str

    @property
    def body(self) -> str:
        return self.place + self.core + "".join(self.words)

    @property
    def zh(self) -> str:
        return "" if self.scripts == "en" else self.body + self.legal

    @property
    def english(self) -> str:
        """What its English name would be, also where it has none."""
        return f"{self.english_body} Co., Ltd."

    @property
    def english_body(self) -> str:
        trade = (industry_english()[word] for word in self.words if word in industry_english())
        # Firms in 陕西 write Shaanxi, because 山西 is Shanxi.
        place = "".join(_word_sounds(self.place)).replace(
            "shanxi", _SHANXI.get(self.place[:2], "shanxi")
        )
        words = (place, "".join(map(sound, self.core)))
        return " ".join(word.capitalize() for word in (*words, *trade) if word)

    @property
    def sounds(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The pinyin of the place, and of the rest: a word of trade is read as a whole."""
        trade = chain.from_iterable(map(_word_sounds, self.words))
        return _word_sounds(self.place), (*map(sound, self.core), *trade)

    @property
    def en(self) -> str:
        return "" if self.scripts == "zh" else self.english

    def name_parts(self) -> list[NameParts]:
        """The names as the product divides them, without asking for each anew."""
        found = []
        if self.scripts != "en":
            rest = self.core + "".join(self.words)
            found.append(NameParts(CHINESE, tuple(self.place), tuple(rest), self.legal))
            found.append(NameParts(SOUND, self.sounds[0], self.sounds[1]))
        if self.scripts != "zh":
            words = self.english_body.casefold().replace("v", "u").split()
            place = (words[0],) if self.place else ()
            found.append(NameParts(LATIN, place, tuple(words[len(place) :]), "limited"))
        return found


def trade_name_signs() -> list[str]:
    """The characters that trade names are made of."""
    return sorted({*_pieces().first.values, *_pieces().second.values})


@cache
def sound(sign: str) -> str:
    """The pinyin of one character."""
    return one_spelling("".join(syllables(sign)))


@cache
def _word_sounds(word: str) -> tuple[str, ...]:
    return tuple(map(one_spelling, syllables(word)))


@cache
def industry_english() -> dict[str, str]:
    with (SEEDS / "identity" / "industry_words.csv").open(encoding="utf-8") as file:
        return {row["zh"]: row["en"].split()[0] for row in csv.DictReader(file) if row["en"]}


@cache
def sector_of(words: tuple[str, ...]) -> str:
    """The group or division that words of trade mean."""
    for text in ("".join(words), *words):
        found = shared_lexicon().resolve(text, ("manufacturing",))
        if found.outcome is not Outcome.UNKNOWN:
            return found.results[0].code
    return _UNKNOWN_SECTOR


class FirmNames:
    """A supply of names: `firm(n)` for 0 <= n < `count`."""

    def __init__(self, count: int, seed: int = 0) -> None:
        self._pieces = pieces = _pieces()
        rng = np.random.default_rng([seed, 7])
        size = count + count // 4 + 10
        columns = [
            rng.choice(len(one.values), size, p=one.chances)
            for one in (pieces.places, pieces.words, pieces.first, pieces.second, pieces.third)
        ]
        # Two characters, of one in five three.
        columns[4][rng.random(size) < 0.8] = -1
        _, kept = np.unique(np.column_stack(columns), axis=0, return_index=True)
        self._rows = np.column_stack(columns)[np.sort(kept)][:count]
        if len(self._rows) < count:
            raise ValueError(f"there are no {count} different names")
        self._legal = rng.choice(len(pieces.legal.values), count, p=pieces.legal.chances)
        self._scripts = rng.choice(3, count, p=[0.5, 0.4, 0.1])

    def __len__(self) -> int:
        return len(self._rows)

    def firm(self, number: int) -> Firm:
        place, words, *signs = self._rows[number].tolist()
        pieces = self._pieces
        pools = (pieces.first, pieces.second, pieces.third)
        core = "".join(p.values[n] for p, n in zip(pools, signs, strict=True) if n >= 0)
        text, code = pieces.places.values[place]
        return Firm(
            number=number,
            place_code=code,
            place=text,
            core=core,
            words=pieces.words.values[words],
            legal=pieces.legal.values[self._legal[number]],
            scripts=("zh", "both", "en")[self._scripts[number]],
        )


@dataclass(frozen=True)
class _Pool:
    values: Sequence[Any]
    chances: npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Pieces:
    places: _Pool
    words: _Pool
    first: _Pool
    second: _Pool
    third: _Pool
    legal: _Pool


@cache
def _pieces() -> _Pieces:
    rows = list(chain.from_iterable(_read(name) for name in _LISTS))
    parsed = [(parse(name), parts_of(name), code) for name, code in rows]
    usual = [one for one in parsed if one[0].words and 2 <= len(one[0].core) <= 3]
    known = frozenset(industry_words())
    cores = [name.core for name, _, _ in usual if not name.core.isascii()]
    return _Pieces(
        places=_pool((name.place_text, name.places[0][:6] if name.places else code)
                     for name, _, code in usual),
        words=_pool(name.words for name, _, _ in usual if known.issuperset(name.words)),
        first=_pool(core[0] for core in cores),
        second=_pool(core[1] for core in cores),
        third=_pool(core[2] for core in cores if len(core) > 2),
        legal=_pool(parts.legal for _, parts, _ in usual if parts.legal),
    )  # fmt: skip


def _pool(values: Iterable[Any]) -> _Pool:
    counted = Counter(values)
    chances = np.array(list(counted.values()), float)
    return _Pool(list(counted), chances / chances.sum())


def _read(name: str) -> list[tuple[str, str]]:
    with (SEEDS / "partners" / name).open(encoding="utf-8") as file:
        return [(row["name_zh"], row["place_code"]) for row in csv.DictReader(file)]
