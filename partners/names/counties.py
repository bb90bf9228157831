"""Counties, county-level cities and districts of prefectures, by which addresses name their place.

They are no places of their own: each stands for its prefecture. Many names are borne by several,
and by towns and estates as well, so that a county is looked for only where its address says what
it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from partners.csv_rows import read_rows
from partners.names.spellings import name_key

_FILE = Path(__file__).resolve().parents[2] / "seeds" / "counties.csv"
# What may follow the name in an address: a county becomes a city, and a city a district.
KINDS: Mapping[str, str] = {
    "city": "市", "shi": "市", "county": "县旗", "xian": "县旗", "banner": "旗", "qi": "旗",
    "district": "区", "dist": "区", "qu": "区",
}  # fmt: skip
_SMALLEST = 3


@dataclass(frozen=True, slots=True)
class County:
    """`code` of GB/T 2260 and that of its prefecture; `name_zh` with its ending."""

    code: str
    name_zh: str
    prefecture: str


@lru_cache(maxsize=1)
def counties_by_name() -> Mapping[str, tuple[County, ...]]:
    """The counties of each name: its pinyin without the ending, or its Chinese name with it."""
    found: dict[str, tuple[County, ...]] = {}
    for row in read_rows(_FILE, ("code", "name_zh", "pinyin", "prefecture_code")):
        county = County(
            row.required_text("code"),
            row.required_text("name_zh"),
            row.required_text("prefecture_code"),
        )
        names = [name_key(row.required_text("pinyin"))]
        # 单县: a name of two signs is part of other words.
        if len(county.name_zh) >= _SMALLEST:
            names.append(name_key(county.name_zh))
        for name in names:
            found[name] = (*found.get(name, ()), county)
    return found


def prefecture_of(name: str, kind: str, province: str) -> str:
    """The code of the only prefecture with a county of a name; "" where there are several or none.

    `kind`: the word of the address that says what it is, one of `KINDS`; "" for a Chinese name,
    which says so itself. `province`: the code of the province that the address names, or "".
    Without a province no other county may have the name, and the kind must agree.
    """
    found = counties_by_name().get(name, ())
    if province:
        found = tuple(one for one in found if one.code[:2] == province[:2])
    alike = tuple(one for one in found if not kind or one.name_zh[-1] in KINDS[kind])
    if province and alike:
        found = alike
    elif not province and len(alike) != len(found):
        return ""
    prefectures = {one.prefecture for one in found}
    return prefectures.pop() if len(prefectures) == 1 else ""
