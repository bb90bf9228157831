"""The prefectures of the document's own province that a text names."""

from __future__ import annotations

import re

from partners.names import towns
from partners.reference.atlas import Atlas, PlaceRow

_BAY_AREA = re.compile("粤港澳大湾区|大湾区")
_ENDINGS = ("市", "自治州", "地区", "盟", "新区", "区", "县", "州")
_SHORTEST = 2
# Before these words a name is part of another one, as in 广州银行, and no place of a measure.
_NOT_A_PLACE = ("银行", "大学", "学院", "集团", "实验室", "号", "论坛", "公司", "股份", "证券")


class PlaceMentions:
    """Finds the places of a province by their Chinese names. Immutable."""

    def __init__(self, atlas: Atlas, province: str) -> None:
        self._names: dict[str, str] = {}
        self._bay_area: tuple[str, ...] = ()
        for place in atlas.places.values():
            if place.province == province and not place.is_province:
                for name in _names(place):
                    self._names.setdefault(name, place.code)
        for spelling, _, _, code in towns.town_spellings():
            long = _is_chinese(spelling) and len(spelling) > _SHORTEST
            if long and code in atlas.places and atlas.places[code].province == province:
                self._names.setdefault(spelling, code)
        if bay := atlas.clusters.get("GBA"):
            self._bay_area = tuple(code for code in bay.members if code[:2] == province[:2])
        longest = sorted(self._names, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def find(self, text: str) -> tuple[str, ...]:
        """The codes of the places that a text names, in order, each once."""
        codes = [
            self._names[found[0]]
            for found in self._pattern.finditer(text)
            if not text.startswith(_NOT_A_PLACE, found.end())
        ]
        if not codes and _BAY_AREA.search(text):
            codes = list(self._bay_area)
        return tuple(dict.fromkeys(codes))


def _names(place: PlaceRow) -> list[str]:
    names = [place.name_zh, place.short_zh]
    names += [place.name_zh.removesuffix(end) for end in _ENDINGS if place.name_zh.endswith(end)]
    return [name for name in names if len(name) >= _SHORTEST]


def _is_chinese(text: str) -> bool:
    return re.fullmatch("[\u4e00-\u9fff]+", text) is not None
