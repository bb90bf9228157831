"""Places as parts of company names: 深圳市, Shenzhen, Tsingtao."""

from collections.abc import Sequence
from functools import lru_cache

from partners.identity.tables import rows
from partners.names.old_spellings import OLD_SPELLINGS
from partners.names.towns import TOWNS

# Names of places that are trade names or plain words far more often.
_AMBIGUOUS = frozenset(("东方", "五指山", "永康"))
_MUNICIPAL = ("district of a municipality", "county of a municipality")
_COUNTY_SIGNS = "县市"
# 新城市, 超市, 都市: the sign 市 ends a word, not the name of a county-level city.
_NO_COUNTY_BEFORE = "城超都门股夜集上"

# The characters on number plates, by province; common knowledge.
_PROVINCE_SIGNS = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "蒙", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪申", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁",
    "41": "豫", "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝",
    "51": "川蜀", "52": "黔贵", "53": "滇云", "54": "藏", "61": "陕秦", "62": "甘陇", "63": "青",
    "64": "宁", "65": "新",
}  # fmt: skip


@lru_cache(maxsize=1)
def chinese_places() -> dict[str, str]:
    """Chinese name, with and without its ending -> GB/T 2260 code.

    A town has the code of its prefecture and its name: 320200:江阴市.
    """
    names: dict[str, str] = {}
    for row in rows("prefectures.csv"):
        name, short = row["name_zh"], row["short_name_zh"]
        names[name] = row["code"]
        # A district without its ending (和平, 南开, 朝阳) is a trade name as often.
        if short and len(short) > 1 and not name.endswith("区"):
            names.setdefault(short, row["code"])
    for code, entries in TOWNS.items():
        for entry in entries.split(", "):
            full = entry.rpartition(" ")[2]
            names.setdefault(full, f"{code}:{full}")
            if full.endswith("市"):
                names.setdefault(full[:-1], f"{code}:{full}")
    for row in rows("provinces.csv"):
        for ending in ("", "省", "市", "自治区", "特别行政区"):
            names[row["name_zh"] + ending] = row["gb2260"]
    names |= {"广西壮族自治区": "450000", "宁夏回族自治区": "640000"}
    names["新疆维吾尔自治区"] = "650000"
    return {name: code for name, code in names.items() if name not in _AMBIGUOUS}


@lru_cache(maxsize=4_096)
def short_signs(name: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The single characters that stand for a place in short names: 粤 or 广 for 广东."""
    signs = "".join(_PROVINCE_SIGNS.get(code[:2], "") for code in codes if code.endswith("0000"))
    return tuple(dict.fromkeys((*name[:1], *signs)))


def place_signs() -> str:
    """All characters that stand for a place before a short name: 深, and those of provinces."""
    return "深" + "".join(_PROVINCE_SIGNS.values())


@lru_cache(maxsize=1)
def english_places() -> dict[str, tuple[str, ...]]:
    """English or romanised name, letters only and in lower case -> GB/T 2260 codes: of a province,
    else of all prefectures of that name (Suzhou: 苏州, 宿州), else of a county-level city.
    """
    names: dict[str, tuple[str, ...]] = {}
    for row in rows("provinces.csv"):
        for name in (row["name_en"], row["pinyin"]):
            names[_letters(name)] = (row["gb2260"],)
    # The pinyin of 陕西 and 山西 is the same; in English Shanxi is 山西.
    names |= {"shanxi": ("140000",), "shaanxi": ("610000",)}
    names |= {name: (code,) for name, code in OLD_SPELLINGS.items()}
    prefectures: dict[str, set[str]] = {}
    for row in rows("prefectures.csv"):
        # Districts and counties of the municipalities bear many a trade name (Changning, Baoshan).
        if row["kind"] not in _MUNICIPAL:
            for name in (row["name_en"], row["pinyin"]):
                prefectures.setdefault(_letters(name), set()).add(row["code"])
    for name, codes in prefectures.items():
        names.setdefault(name, tuple(sorted(codes)))
    for code, entries in TOWNS.items():
        for entry in entries.split(", "):
            english, _, chinese = entry.rpartition(" ")
            if chinese.endswith("市"):
                names.setdefault(_letters(english), (f"{code}:{chinese}",))
    return names


def chinese_prefix(text: str) -> tuple[str, tuple[str, ...]]:
    """The place names that a Chinese company name begins with, and the code of the narrowest;
    an unknown county has none.
    """
    places = chinese_places()
    end, code = 0, ""
    while (found := _longest(text, end, places)) is not None:
        name, next_code = found
        # 江苏苏州 is a place in a province; a second place elsewhere is part of the trade name.
        if code and not within(next_code, code):
            break
        end, code = end + len(name), next_code
    if end == 0:
        end = _county_end(text)
    return text[:end], (code,) if code else ()


def within(narrow: str, wide: str) -> bool:
    """Whether a code lies in another, or equals it."""
    width = 2 if wide.endswith("0000") else 4 if wide.endswith("00") else len(wide)
    return narrow[:width] == wide[:width]


def place_relation(left: Sequence[str], right: Sequence[str]) -> str:
    """How the nearest two of the codes stand: `equal`, `nested`, `apart`, or `unknown` where a side
    has none.
    """
    pairs = [(mine, other) for mine in left for other in right]
    if not pairs:
        return "unknown"
    if any(mine == other for mine, other in pairs):
        return "equal"
    nested = any(within(mine, other) or within(other, mine) for mine, other in pairs)
    return "nested" if nested else "apart"


def place_codes(text: str | None) -> tuple[str, ...]:
    """The codes of a place that is given as a code or as a name in either language."""
    text = (text or "").strip()
    if text.isdigit() and len(text) == 6:
        return (text,)
    code = chinese_places().get(text)
    return (code,) if code else english_places().get(_letters(text), ())


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """The first two characters of the names of places -> their lengths, the longest first."""
    found: dict[str, set[int]] = {}
    for name in chinese_places():
        found.setdefault(name[:2], set()).add(len(name))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _longest(text: str, start: int, places: dict[str, str]) -> tuple[str, str] | None:
    for length in _lengths().get(text[start : start + 2], ()):
        name = text[start : start + length]
        if name in places:
            return name, places[name]
    return None


def _county_end(text: str) -> int:
    for length in (3, 4):
        name = text[:length]
        if (
            len(text) > length + 1
            and name[-1] in _COUNTY_SIGNS
            and name[-2] not in _NO_COUNTY_BEFORE
        ):
            return length
    return 0


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())
