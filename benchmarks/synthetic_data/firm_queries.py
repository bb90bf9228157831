"""What people type to find a firm that they know, kind by kind, with the firm that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic_data.firm_names import Firm, FirmNames, sound, trade_name_signs
from partners.names.traditional import to_simplified_in_names
from partners.search.fit import edit_distance
from partners.search.name_parts import parts_of, plain

_LETTERS = "abcdefghijklmnopqrstuwxyz"


@dataclass(frozen=True)
class Query:
    """A text, and the number of the firm that is meant; without one it names none."""

    kind: str
    text: str
    firm: int | None = None
    filters: tuple[tuple[str, str], ...] = ()


def known_items(names: FirmNames, each: int, seed: int = 1) -> Iterator[Query]:
    """`each` queries of every kind."""
    rng = np.random.default_rng(seed)
    for kind, (scripts, typed) in KINDS.items():
        found = 0
        while found < each:
            firm = names.firm(int(rng.integers(len(names))))
            if firm.scripts in scripts and len(firm.core) >= 2 and (text := typed(firm, rng)):
                found += 1
                yield Query(kind, text, firm.number)


def others(names: FirmNames) -> list[Query]:
    """Words that no firm is meant by: short and common ones, products, identifiers, filters."""
    rng = np.random.default_rng(5)
    firm = names.firm(int(rng.integers(len(names))))
    plain = (
        *(
            "有限公司",
            "科技",
            "新",
            "佛山",
            "电子",
            "集团",
            "深圳科技",
            "technology",
            "limited",
            "ke",
        ),
        *(
            "shanghai",
            "china",
            "充电桩",
            "EV charger",
            "sweater",
            "模具",
            "xm",
            "zzzz",
            "龘",
            "600519",
        ),
    )
    filtered = (
        *(("科技", "place", "440000"), ("technology", "makes", "C39"), ("新", "place", "广州")),
        *(("有限公司", "makes", "C38"), ("电子", "dataset", "firms"), (firm.core, "place", "江苏")),
        *(("material", "place", "YRD"), ("ke", "sector", "C26"), ("机械", "makes", "C35")),
    )
    return [
        *(Query("words", text) for text in plain),
        *(Query("words, filtered", text, None, ((name, value),)) for text, name, value in filtered),
    ]


def farness(text: str, firm: Firm) -> int:
    """The least number of slips by which a text is what somebody may type for the firm."""
    typed = plain(text)
    legal = parts_of(text).legal
    short = parts_of(text).body if legal else typed
    place, rest = map("".join, firm.sounds)
    english = [firm.english_body, " ".join(firm.english_body.split()[1 if firm.place else 0 :])]
    forms = [firm.body, _short(firm), place + rest, rest, _initials_of(firm), *english]
    return min(edit_distance(short or typed, plain(form)) for form in forms)


def _initials_of(firm: Firm) -> str:
    return "".join(one[0] for one in _syllables(firm))


def _syllables(firm: Firm) -> tuple[str, ...]:
    place, rest = firm.sounds
    return place + rest


def _pinyin(firm: Firm) -> str:
    return "".join(_syllables(firm))


def _short(firm: Firm) -> str:
    return firm.core + "".join(firm.words)


def _slip(text: str, rng: np.random.Generator, letters: str = _LETTERS) -> str:
    """One letter replaced, dropped, doubled or exchanged with the next; never the first."""
    at, kind = int(rng.integers(1, len(text) - 1)), int(rng.integers(4))
    other = letters[int(rng.integers(len(letters)))]
    return {
        0: text[:at] + other + text[at + 1 :],
        1: text[:at] + text[at + 1 :],
        2: text[:at] + text[at] + text[at:],
        3: text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    }[kind]


def _homophone(firm: Firm, rng: np.random.Generator) -> str:
    at = int(rng.integers(len(firm.core)))
    same = [
        one
        for one in trade_name_signs()
        if sound(one) == sound(firm.core[at]) and one != firm.core[at]
    ]
    if not same:
        return ""
    other = same[int(rng.integers(len(same)))]
    return firm.place + firm.core[:at] + other + firm.core[at + 1 :] + "".join(firm.words)


def _traditional(firm: Firm, rng: np.random.Generator) -> str:
    back = {new: chr(old) for old, new in to_simplified_in_names().items() if len(new) == 1}
    text = "".join(back.get(sign, sign) for sign in firm.body)
    return text if text != firm.body else ""


def _initials(firm: Firm, rng: np.random.Generator) -> str:
    return _initials_of(firm)


# Kind -> the scripts that the firm's names may have, and what is typed.
KINDS: dict[str, tuple[tuple[str, ...], Callable[[Firm, np.random.Generator], str]]] = {
    "whole": (("zh", "both"), lambda firm, rng: firm.zh),
    "without form": (("zh", "both"), lambda firm, rng: firm.body),
    "without place": (("zh", "both"), lambda firm, rng: _short(firm)),
    "English": (("both", "en"), lambda firm, rng: firm.english),
    "initials": (("zh", "both"), _initials),
    "pinyin": (("zh", "both"), lambda firm, rng: _pinyin(firm)),
    "pinyin, spaced": (("zh", "both"), lambda firm, rng: " ".join(_syllables(firm))),
    "typo": (("zh", "both"), lambda firm, rng: _slip(firm.body, rng, "".join(trade_name_signs()))),
    "typo, same sound": (("zh", "both"), _homophone),
    "typo in pinyin": (("zh", "both"), lambda firm, rng: _slip(_pinyin(firm), rng)),
    "typo in English": (("both", "en"), lambda firm, rng: _slip(firm.english_body, rng)),
    "script: traditional": (("zh", "both"), _traditional),
    "script: English of a Chinese name": (("zh",), lambda firm, rng: firm.english),
    "script: Chinese of an English name": (("en",), lambda firm, rng: firm.body + firm.legal),
}
