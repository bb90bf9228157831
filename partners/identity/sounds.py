"""How much a made-up English trade name sounds like the pinyin of a Chinese one."""

import re
from functools import lru_cache

# Letters that stand for one another in brand names: Xinje for xinjie, Sunway for xinwei.
_NEAR = (
    frozenset("csxzjq"), frozenset("kgqc"), frozenset("bp"), frozenset("dt"), frozenset("lr"),
    frozenset("vwuf"), frozenset("yij"), frozenset("hx"), frozenset("nm"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
# Each consonant -> the first of those that it is taken for; vowels -> nothing.
_CLASSES = {
    **{code: chr(code).upper() for code in range(ord("a"), ord("z") + 1)},
    **{
        ord(sign): near[0].upper()
        for near in ("csxzjq", "kg", "bp", "dt", "lr", "vwf", "nm")
        for sign in near
    },
    **dict.fromkeys(map(ord, "aeiouy")),
}
_REPEATED = re.compile(r"(.)\1+")
_REPLACE = (
    ("zh", "j"), ("ch", "q"), ("sh", "s"), ("ck", "k"), ("ph", "f"), ("ee", "i"), ("oo", "u"),
    ("tt", "t"), ("ss", "s"), ("mm", "m"), ("ll", "l"), ("ng", "n"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def sound_similarity(left: str, right: str) -> float:
    """0 to 1: one less the weighted distance of two texts of letters."""
    if not left or not right:
        return 0.0
    mine, other = _reduced(left), _reduced(right)
    longest = max(len(mine), len(other))
    if abs(len(mine) - len(other)) > longest * 0.6:
        return 0.0
    bones, other_bones = skeleton(left), skeleton(right)
    # Consonants tell: where few of them are common, the distance would say so at a higher price.
    common = len(set(bones) & set(other_bones))
    if common * 2 < min(len(set(bones)), len(set(other_bones))):
        return 0.0
    return max(0.0, 1.0 - _distance(mine, other) / longest)


@lru_cache(maxsize=65_536)
def skeleton(text: str) -> str:
    """The consonants of a text, those that replace one another as one: bossco, boshike, BSK."""
    return _REPEATED.sub(r"\1", _reduced(text).translate(_CLASSES))


@lru_cache(maxsize=65_536)
def _reduced(text: str) -> str:
    for written, sound in _REPLACE:
        text = text.replace(written, sound)
    return text


def _distance(left: str, right: str) -> float:
    before = [float(i) * 0.8 for i in range(len(right) + 1)]
    for i, sign in enumerate(left):
        row = [(i + 1) * 0.8]
        drop = 0.5 if sign in _VOWELS else 0.9
        for j, other in enumerate(right):
            add = 0.5 if other in _VOWELS else 0.9
            row.append(min(before[j] + _exchange(sign, other), before[j + 1] + drop, row[j] + add))
        before = row
    return before[-1]


@lru_cache(maxsize=2_048)
def _exchange(sign: str, other: str) -> float:
    if sign == other:
        return 0.0
    if sign in _VOWELS and other in _VOWELS:
        return 0.45
    return 0.4 if any(sign in near and other in near for near in _NEAR) else 1.0
