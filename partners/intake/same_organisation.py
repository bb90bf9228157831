"""Organisations that are known, found again by identifiers and by names. No Django here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from partners.identity import Identity, compare
from partners.identity.comparison import parse
from partners.identity.parsed_name import ParsedName, normalise
from partners.identity.romanisation import pinyin_of
from partners.identity.short_names import names_behind_owner

_Owner = TypeVar("_Owner")
_DECIDING = ("uscc", "lei", "stock")
# A trade name that more firms share tells them apart too little to compare them all.
_MOST_ALIKE = 60
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEGAL_END = re.compile(r"(集团)?(股份)?(有限)?(责任)?(公司)?$")
_LEVELS = re.compile(r"[省市县、]|自治区")
_GROUP = "集团"
_INSTITUTES = ("院", "所", "中心", "大学", "协会", "学会", "促进会", "站", "局", "联合会")
_SAYS_LITTLE = frozenset(("中国", "集团", "股份"))


@dataclass(frozen=True, slots=True)
class Found(Generic[_Owner]):
    """The known organisation, whether it is surely the same, why, and the score (0 to 1)."""

    owner: _Owner
    is_sure: bool
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Known(Generic[_Owner]):
    identities: tuple[Identity, ...]
    owner: _Owner
    registered: Identity | None = None


class KnownOrganisations(Generic[_Owner]):
    """Identities with what they belong to; equal trade names are compared, never all pairs.

    An organisation has one identity for each of its names: first the Chinese, then the Latin one.
    `unique_names`: one name is one organisation, wherever it is.
    """

    def __init__(self, *, unique_names: bool = False) -> None:
        self._unique_names = unique_names
        self._by_identifier: dict[tuple[str, str], _Owner] = {}
        # Tuples, because most have one member: a list takes twice the memory.
        self._by_name: dict[str, tuple[_Known[_Owner], ...]] = {}
        self._alike: dict[str, tuple[_Known[_Owner], ...]] = {}

    def add(
        self, identities: Iterable[Identity], owner: _Owner, registered: Identity | None = None
    ) -> None:
        """Make an organisation known by its names and identifiers.

        `registered`: its full Chinese name, where `identities` are short or Latin names of it: no
        firm whose full name is another one is found by them.
        """
        known = _Known(tuple(identities), owner, registered)
        for identity in known.identities:
            for pair in _deciding(identity.identifiers):
                self._by_identifier.setdefault(pair, owner)
            _put(self._by_name, _plain(identity.name), known)
            for key in _keys(identity.name):
                _put(self._alike, key, known)

    def find(self, identities: Sequence[Identity]) -> Found[_Owner] | None:
        """The organisation that is the same, else the first that may be; None: no other is like it.

        A contradiction of identifiers, or of the Chinese names, keeps two apart.
        """
        for identity in identities:
            for kind, value in _deciding(identity.identifiers):
                if (kind, value) in self._by_identifier:
                    owner = self._by_identifier[kind, value]
                    return Found(owner, True, f"identifier: {kind} {value}")
        unsure: Found[_Owner] | None = None
        for known in self._candidates(identities):
            found = self._compared(identities, known)
            if found and found.is_sure:
                return found
            unsure = unsure or found
        return unsure

    def _candidates(self, identities: Sequence[Identity]) -> Iterator[_Known[_Owner]]:
        seen: set[int] = set()
        for identity in identities:
            postings = [self._by_name.get(_plain(identity.name), ())[:_MOST_ALIKE]]
            postings += [self._alike.get(key, ()) for key in _keys(identity.name)]
            for known in (one for alike in postings if len(alike) <= _MOST_ALIKE for one in alike):
                if id(known) not in seen:
                    seen.add(id(known))
                    yield known

    def _compared(
        self, identities: Sequence[Identity], known: _Known[_Owner]
    ) -> Found[_Owner] | None:
        if known.registered is not None and _is_another(identities[0], known.registered):
            return None
        # The first two are the Chinese names where both have one: these decide.
        pairs = [(mine, other) for mine in identities for other in known.identities]
        if all(parse(one.name).chinese for one in pairs[0]):
            pairs = pairs[:1]
        best: Found[_Owner] | None = None
        for mine, other in pairs:
            verdict = compare(mine, other)
            reason = "; ".join(verdict.reasons[:3]) or "the names agree"
            sure = verdict.outcome == "same" and _may_be_sure(mine.name, other.name)
            if sure or self._is_one_name(mine, other, verdict.outcome):
                return Found(known.owner, True, reason, verdict.score)
            if verdict.outcome in ("same", "unsure"):
                best = best or Found(known.owner, False, reason, verdict.score)
        return best

    def _is_one_name(self, left: Identity, right: Identity, outcome: str) -> bool:
        """Whether two equal names are one firm although the places differ: a full Chinese name is
        registered once, any name where names are unique.
        """
        if outcome != "unsure" or _plain(left.name) != _plain(right.name):
            return False
        parsed = parse(left.name)
        return self._unique_names or (parsed.chinese and bool(parsed.legal and parsed.place_text))


def _is_another(identity: Identity, registered: Identity) -> bool:
    """Whether a full Chinese name is that of another firm than the registered one: 比亚迪 is the
    short name of one firm, and 惠州比亚迪电子有限公司 is not that firm.
    """
    parsed = parse(identity.name)
    full = parsed.chinese and bool(parsed.legal)
    return full and compare(identity, registered).outcome == "different"


def _may_be_sure(left: str, right: str) -> bool:
    """Whether two names that compare as the same are told apart by nothing that names alone show.

    Of two Chinese names the brackets must agree: 华润水泥（封开） is not 华润水泥（南宁）.
    奇瑞新能源汽车 has a trade of its own within 奇瑞汽车, and is that firm or a firm of it.
    An institute has no trade name, so that all of its name must agree: 山东省标准化研究院 is not
    中国标准化研究院. 海尔集团 is not one of its firms, such as 青岛海尔生物医疗股份有限公司.
    """
    mine, other = parse(left), parse(right)
    if not (mine.chinese and other.chinese):
        return True
    if _is_group_of(left, right) or _is_group_of(right, left):
        return False
    if _has_a_trade_of_its_own(mine, other) or _has_a_trade_of_its_own(other, mine):
        return False
    if _in_brackets(left) != _in_brackets(right):
        return False
    bare = [_LEGAL_END.sub("", normalise(name)) for name in (left, right)]
    if not any(one.endswith(_INSTITUTES) for one in bare):
        return True
    return _LEVELS.sub("", bare[0]) == _LEVELS.sub("", bare[1])


def _has_a_trade_of_its_own(full: ParsedName, short: ParsedName) -> bool:
    """Whether a full name puts another word of trade before the one that the short name says."""
    if short.legal or not (full.legal and short.words) or full.core != short.core:
        return False
    return len(full.words) > len(short.words) and full.words[-1] == short.words[-1]


def _is_group_of(group: str, firm: str) -> bool:
    """Whether one name is that of a group, without a legal form, and the other is the full name of
    a firm that is no group.
    """
    is_full = bool(parse(firm).legal)
    return group.endswith(_GROUP) and is_full and _GROUP not in firm


def _in_brackets(text: str) -> frozenset[str]:
    return frozenset(_BRACKETS.findall(normalise(text))) - _SAYS_LITTLE


def _put(postings: dict[str, tuple[_Known[_Owner], ...]], key: str, known: _Known[_Owner]) -> None:
    """Add to the postings of a key; of those that are too many to compare one is kept beyond."""
    held = postings.get(key, ())
    if len(held) <= _MOST_ALIKE:
        postings[key] = (*held, known)


def _deciding(identifiers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for kind in _DECIDING:
        if value := identifiers.get(kind):
            yield kind, value


@lru_cache(maxsize=8_192)
def _plain(name: str) -> str:
    return "".join(sign for sign in normalise(name).casefold() if sign.isalnum())


@lru_cache(maxsize=8_192)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_keys_of(parse(name))))


def _keys_of(name: ParsedName) -> Iterator[str]:
    """Yield keys that two names of one firm share: the trade name, as written or as it sounds."""
    core = name.core or name.rest
    if name.chinese:
        if len(core) > 1:
            yield f"c:{core}"
            yield f"p:{''.join(pinyin_of(core))}"
        yield from (f"c:{one}" for one in names_behind_owner(name))
    else:
        if core:
            yield f"p:{core}"
        for count in (2, 3):
            if len(name.tokens) >= count:
                yield f"p:{''.join(name.tokens[:count])}"
