"""What goods are called in both languages: beer is 啤酒, and a firm 惠泉啤酒 makes it.

Finer than a sector: brewers and distillers are one group of GB/T 4754. Each row of `goods.csv`
holds the names of one kind of goods, also those by which a firm that makes it calls itself.
"""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from partners.csv_rows import read_rows
from partners.lexicon.normal import chinese_key, english_key, is_chinese, words

_FILE = Path(__file__).resolve().parents[2] / "seeds" / "lexicon" / "goods.csv"
# What follows the name of goods where something for them is made.
_NOT_THE_GOODS = (
    "部件", "配件", "零部件", "零件", "元件", "附件", "材料", "原料", "新材", "设备", "机械",
    "装备", "模具", "助剂", "添加剂", "检测", "仪器", "用",
)  # fmt: skip
# One sign is part of too many words.
_LEAST_SIGNS = 2


class Goods:
    """`rows`: the names of each kind of goods, in either language."""

    def __init__(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._rows = rows

    def chinese_names(self, text: str) -> tuple[str, ...]:
        """The Chinese names of the goods that the text means, or that its head noun means:
        `craft beer` and `beer` give 啤酒. Nothing where neither is known.
        """
        return tuple(one for one in self.names(text) if is_chinese(one) and one != text)

    def translates(self, text: str) -> bool:
        """Is the text, which is not in Chinese, itself a name of goods, not only its head noun?"""
        return not is_chinese(text) and english_key(text) in self._by_key

    def names(self, text: str) -> tuple[str, ...]:
        """All names of the goods that the text or its head noun means, in both languages."""
        keys = _ends_of_chinese(text) if is_chinese(text) else _ends_of_english(text)
        rows = next((self._by_key[key] for key in keys if key in self._by_key), ())
        return tuple(dict.fromkeys(name for n in rows for name in self._rows[n]))

    def named_in(self, text: str) -> tuple[str, ...]:
        """The Chinese names of goods in the text, in its order; of two that overlap the longer:
        汽车零部件 is no 汽车. Parts, materials and machines for goods are not these: 电池材料.
        """
        found: dict[str, None] = {}
        at = 0
        while at < len(text):
            sizes = range(min(self._longest, len(text) - at), _LEAST_SIGNS - 1, -1)
            size = next((one for one in sizes if text[at : at + one] in self._by_key), 0)
            if size and not text.startswith(_NOT_THE_GOODS, at + size):
                found[text[at : at + size]] = None
            at += size or 1
        return tuple(found)

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for n, names in enumerate(self._rows):
            for name in names:
                key = chinese_key(name) if is_chinese(name) else english_key(name)
                found[key] = (*found.get(key, ()), n)
        return found

    @cached_property
    def _longest(self) -> int:
        return max((len(key) for key in self._by_key if is_chinese(key)), default=0)


def _ends_of_english(text: str) -> Iterator[str]:
    """Yield the keys of the text without its first words, the longest first."""
    said = words(text)
    yield from ("".join(said[skipped:]) for skipped in range(len(said)))


def _ends_of_chinese(text: str) -> Iterator[str]:
    key = chinese_key(text)
    yield from (key[skipped:] for skipped in range(len(key) - _LEAST_SIGNS + 1))


@cache
def shared_goods() -> Goods:
    """The goods of `seeds/lexicon/goods.csv`, read once."""
    rows = (row.required_text("terms").split("|") for row in read_rows(_FILE, ("terms", "source")))
    return Goods(tuple(map(tuple, rows)))
