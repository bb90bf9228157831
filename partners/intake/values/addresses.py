"""The place in a free address, in Chinese or in English. No Django here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from partners.names.counties import KINDS, prefecture_of
from partners.names.old_spellings import HONG_KONG, OLD_SPELLINGS
from partners.names.place_resolver import place_spellings
from partners.names.spellings import name_key
from partners.names.towns import town_spellings
from partners.names.traditional import to_simplified
from partners.reference.atlas import Atlas, PlaceRow

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[,;，；]", re.UNICODE)
# ShenzhenGuangdong; a name that this splits (SuZhou) is joined again.
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PARTS = re.compile(r"[,;，；]")
_LETTERS = re.compile(r"[^\W\d_]+")
# What may follow the name of a province: Shandong Prov. P.R. China.
_AFTER_PROVINCE = re.compile(r"(?:prov(?:ince)?|sheng)?(?:pr)?(?:china)?$")
_GAPS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LONGEST_WORDS = 5
# The signs of the names of counties with their endings: 荥阳市, 双江拉祜族佤族布朗族傣族自治县.
_LEAST_COUNTY, _LONGEST_COUNTY = 3, 15
# Words after which the name of a place is that of a street: Nanjing West Road, 北京路.
_STREET = frozenset((
    "road", "rd", "street", "st", "avenue", "ave", "av", "lane", "highway", "boulevard", "blvd",
    "lu", "jie", "dadao", "roads", "way",
))  # fmt: skip
_BETWEEN = frozenset((
    "east", "west", "north", "south", "middle", "central", "zhong", "dong", "xi", "nan", "bei",
    "e", "w", "n", "s",
))  # fmt: skip
_STREET_ZH = re.compile(
    r"(?:[东西南北中一二三四五六七八九十]{0,2})(?:路|街|大道|巷|大街|东路|高速)"
)
_CITY_WORDS = frozenset(("city", "shi", "prefecture", "municipality"))
_SMALLER = frozenset((
    "district", "county", "town", "village", "township", "street", "qu", "zhen", "xian",
    "industrial", "industry",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Mention:
    """Places that a part of the text may name; `rank`: 2 with a word such as City, 1 plain, 0 with
    a word for something smaller. `namesakes`: the prefectures of towns that have the name of one of
    the places; `is_split`: the text writes one word of a name as several, as in Ru Gao.
    """

    codes: tuple[str, ...]
    rank: int = 1
    is_town: bool = False
    namesakes: tuple[str, ...] = ()
    is_split: bool = False


class AddressReader:
    """Finds the narrowest known place of a free address: a prefecture, else a province."""

    def __init__(self, atlas: Atlas) -> None:
        self._places = atlas.places
        self._names: dict[str, tuple[str, ...]] = {}
        for place in atlas.places.values():
            for spelling in place_spellings(place):
                if not spelling.isdigit() and not spelling.startswith("CN-"):
                    self._add(spelling, place.code)
        self._towns: set[str] = set()
        # The district of Wuzhong lies in Suzhou, and Wuzhong is a city elsewhere.
        self._namesakes: dict[str, tuple[str, ...]] = {}
        places = frozenset(self._names)
        for spelling, _, _, code in town_spellings():
            key = name_key(spelling)
            self._towns.add(key)
            if code in atlas.places and key in places:
                self._namesakes[key] = (code,)
            elif code in atlas.places:
                self._names[key] = (code,)
        self._add_old_spellings()
        # First sign of a Chinese name -> the lengths of such names, the longest first.
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            if _CHINESE.match(name):
                sizes.setdefault(name[0], set()).add(len(name))
        self._sizes = {sign: sorted(found, reverse=True) for sign, found in sizes.items()}
        # Addresses repeat; a list has far fewer than rows.
        self.find = lru_cache(maxsize=8_192)(self._find)

    def county(self, name: str) -> PlaceRow | None:
        """The prefecture of the county of a name; None where a place or several counties have it:
        Suzhou is two cities, before it is a district of Jiuquan.
        """
        key = name_key(name)
        return None if key in self._names else self._places.get(prefecture_of(key, "", ""))

    def _add(self, spelling: str, code: str) -> None:
        key = name_key(spelling)
        held = self._names.get(key, ())
        if len(key) > 1 and code not in held:
            self._names[key] = (*held, code)

    def _add_old_spellings(self) -> None:
        for spelling, code in {**OLD_SPELLINGS, **dict.fromkeys(HONG_KONG, "810000")}.items():
            if code in self._places:
                self._names.setdefault(spelling, (code,))

    def _find(self, text: str) -> PlaceRow | None:
        """The place that an address names; None where it names none, or several alike."""
        chinese = bool(_CHINESE.search(text))
        mentions = list(self._chinese(text) if chinese else self._english(text))
        if not mentions and chinese:
            mentions = list(self._english(text))
            chinese = False
        place = self._places.get(self._narrowest(mentions, wide_first=chinese))
        if place is None or (place.is_province and not place.in_one_city):
            province = place.code if place else ""
            # A county is looked for last: most names of counties are those of towns, too.
            code = self._chinese_county(text, province) or self._english_county(text, province)
            place = self._places.get(code, place)
        return place

    def _narrowest(self, mentions: Sequence[_Mention], *, wide_first: bool) -> str:
        # A Chinese address goes from the widest to the narrowest, an English one the other way.
        ordered = list(mentions) if wide_first else list(reversed(mentions))
        provinces = [code for one in ordered for code in one.codes if self._is_province(code)]
        if not provinces:
            return self._without_province(ordered)
        province = provinces[0]
        # Of Changchun, Jilin: the word that names the province does not name its city as well.
        said = next(at for at, one in enumerate(ordered) if province in one.codes)
        inside = [
            (one.rank, -at, code)
            for at, one in enumerate(ordered)
            for code in (*one.codes, *one.namesakes)
            if at != said and self._places[code].province == province
            if not self._is_province(code)
        ]
        if self._places[province].in_one_city:
            return province
        if inside:
            return max(inside)[2]
        return self._misspelled(province, ordered) or province

    def _misspelled(self, province: str, ordered: Sequence[_Mention]) -> str:
        """A city of Shaanxi (陕西) where the text writes Shanxi (山西), or the other way."""
        other = {"140000": "610000", "610000": "140000"}.get(province)
        for one in ordered:
            for code in one.codes:
                row = self._places[code]
                if other and not row.is_province and row.province == other and one.rank:
                    return code
        return ""

    def _without_province(self, ordered: Sequence[_Mention]) -> str:
        if agreed := _agreed(ordered):
            return agreed
        # A district or an estate bears the name of a city elsewhere as often: Fuyang District.
        certain = [one for one in ordered if one.rank or one.is_town]
        alone = [one for one in certain if len(one.codes) == 1]
        # The surest, and of these the first.
        if best := max(alone, key=lambda one: (one.rank, not one.is_split), default=None):
            row = self._places[best.codes[0]]
            return row.province if row.in_one_city else row.code
        return ""

    def _is_province(self, code: str) -> bool:
        return self._places[code].is_province

    def _english(self, text: str) -> Iterator[_Mention]:
        words = [found[0].casefold() for found in _WORD.finditer(_JOINED.sub(" ", text))]
        # Marks and numbers are part of no name.
        keys = [name_key(word) if word[0].isalpha() else "" for word in words]
        at = 0
        while at < len(words):
            used, name = self._longest(keys, at)
            if used:
                rank = _rank(words, at, used)
                if rank >= 0:
                    codes = self._cities(self._names[name], rank)
                    yield _Mention(
                        codes,
                        rank,
                        is_town=name in self._towns,
                        namesakes=self._namesakes.get(name, ()),
                        is_split=used > 1,
                    )
            at += max(used, 1)

    def _english_county(self, text: str, province: str) -> str:
        """The prefecture of a county that is called one, Rongcheng City, or that stands before its
        province: Zoucheng, Shandong.
        """
        words = [found[0].casefold() for found in _WORD.finditer(_JOINED.sub(" ", text))]
        for at, kind in enumerate(words):
            if kind not in KINDS:
                continue
            for used in range(min(_LONGEST_WORDS, at), 0, -1):
                before = words[at - used : at]
                if all(word[0].isalpha() for word in before):
                    found = prefecture_of(name_key("".join(before)), kind, province)
                    if found in self._places:
                        return found
        return self._county_before(text, province) if province else ""

    def _county_before(self, text: str, province: str) -> str:
        """The prefecture of the county that is the whole part of the text before its province."""
        parts = [name_key("".join(_LETTERS.findall(part))) for part in _PARTS.split(text)]
        for part, follows in pairwise(parts):
            if province in self._names.get(_AFTER_PROVINCE.sub("", follows), ()):
                found = prefecture_of(part, "", province)
                if found in self._places:
                    return found
        return ""

    def _chinese_county(self, text: str, province: str) -> str:
        """The prefecture of a county with its ending: 河南省荥阳市."""
        text = _GAPS.sub("", text).translate(to_simplified())
        for first in _CHINESE.finditer(text):
            at = first.start()
            for size in range(min(_LONGEST_COUNTY, len(text) - at), _LEAST_COUNTY - 1, -1):
                found = prefecture_of(text[at : at + size], "", province)
                if found in self._places and not _STREET_ZH.match(text, at + size):
                    return found
        return ""

    def _longest(self, keys: Sequence[str], at: int) -> tuple[int, str]:
        """The number of words of the longest name that begins at a word, and its key."""
        found, joined = (0, ""), ""
        for used, key in enumerate(keys[at : at + _LONGEST_WORDS], 1):
            if not key:
                break
            joined += key
            # A word of two letters is an abbreviation of anything.
            if len(joined) > 3 and joined in self._names:
                found = (used, joined)
        return found

    def _cities(self, codes: tuple[str, ...], rank: int) -> tuple[str, ...]:
        """Of a province and a city of one name (Jilin, Jilin City) the one that is meant."""
        if rank == 2:
            return tuple(code for code in codes if not self._is_province(code)) or codes
        return codes

    def _chinese(self, text: str) -> Iterator[_Mention]:
        # Sign for sign the form of the keys, so that each part of it is a key.
        text = _GAPS.sub("", text).translate(to_simplified())
        at = 0
        while at < len(text):
            sizes = self._sizes.get(text[at], ())
            left = len(text) - at
            used = next((n for n in sizes if n <= left and text[at : at + n] in self._names), 0)
            if used and not _STREET_ZH.match(text, at + used):
                rank = 2 if text[at + used - 1] in "市州盟省区" else 1
                name = text[at : at + used]
                yield _Mention(self._names[name], rank, namesakes=self._namesakes.get(name, ()))
            at += max(used, 1)


def _agreed(mentions: Sequence[_Mention]) -> str:
    """The place that two different mentions may name: of the two Suzhou the one of Xiangcheng."""
    named = {(*one.codes, *one.namesakes) for one in mentions}
    votes = Counter(code for codes in named for code in codes)
    best = [code for code, count in votes.items() if count > 1]
    return best[0] if len(best) == 1 else ""


def _rank(words: Sequence[str], at: int, used: int) -> int:
    """2: called a city or province; 1: plain; 0: called a district or town; -1: a street."""
    after = at + used
    if after < len(words) and words[after] in _BETWEEN:
        after += 1
    if after < len(words) and words[after] in _STREET:
        return -1
    last = words[at + used - 1]
    follows = words[at + used] if at + used < len(words) else ""
    if last in _CITY_WORDS or follows in _CITY_WORDS:
        return 2
    return 0 if last in _SMALLER or follows in _SMALLER else 1
