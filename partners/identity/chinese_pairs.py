"""Compare two Chinese names: full with full, short with full."""

from dataclasses import replace

from partners.identity.evidence import NameEvidence, relation_of_places
from partners.identity.model import Outcome, Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.short_names import short_name_verdict, verdict_rank
from partners.identity.tables import is_general


def compare_chinese(left: ParsedName, right: ParsedName) -> Verdict:
    """The verdict on two Chinese names, without branches."""
    if left.text == right.text:
        return Verdict("same", 1.0, ("name: equal",))
    if left.legal and right.legal:
        return _full_names(left, right)
    if not left.legal and not right.legal:
        return max(
            short_name_verdict(left, right), short_name_verdict(right, left), key=verdict_rank
        )
    return short_name_verdict(right, left) if left.legal else short_name_verdict(left, right)


def _full_names(left: ParsedName, right: ParsedName) -> Verdict:
    """Full names are exact: another word is another firm."""
    left, right = _district_as_place(left, right), _district_as_place(right, left)
    place = relation_of_places(left, right)
    words = _word_agreement(left, right)
    equal_core = left.core == right.core
    evidence = NameEvidence(1.0 if equal_core else _typo_level(left, right), place, words)
    if not equal_core:
        return _unequal_core(evidence, left, right)
    if place == "apart":
        return evidence.verdict("different", f"place: {left.place_text} / {right.place_text}")
    if not left.core and (place != "equal" or left.country != right.country):
        return evidence.verdict("different", "place: the name has no trade name of its own")
    if left.words != right.words:
        return _unequal_words(evidence, left, right)
    if left.group != right.group:
        kinds = left.legal != right.legal
        return evidence.verdict("different" if kinds else "unsure", "group: one is the group")
    if left.country != right.country:
        return _one_in_china(evidence, left, right)
    if place == "unknown" and left.place_text != right.place_text:
        return evidence.verdict("unsure", "place: only one name states a place")
    if place == "nested":
        return evidence.verdict("unsure", "place: one lies in the other")
    return evidence.verdict("same", f"core: {left.rest}")


def _district_as_place(name: ParsedName, other: ParsedName) -> ParsedName:
    """The name with the district in front as a place, where the other name writes it as one:
    绍兴柯桥新力 as 绍兴市柯桥区新力. Without the ending, a district is a trade name as often.
    """
    code, _, district = "".join(other.places).partition(":")
    short = district[:-1]
    inside = len(short) > 1 and district.endswith("区") and name.places == (code,)
    if not inside or name.core != short + other.core or not other.core:
        return name
    return replace(name, place_text=other.place_text, places=other.places, core=other.core)


def _one_in_china(evidence: NameEvidence, left: ParsedName, right: ParsedName) -> Verdict:
    stated, other = (left, right) if left.country else (right, left)
    # Lists leave out a （中国）; 中国 in front is part of the name.
    open_question = stated.country_inside and not (other.place_text or other.site)
    outcome: Outcome = "unsure" if open_question else "different"
    return evidence.verdict(outcome, "place: one is the firm in China")


def _unequal_core(evidence: NameEvidence, left: ParsedName, right: ParsedName) -> Verdict:
    mine, other = left.core or left.place_text, right.core or right.place_text
    if _county_in_front(left, right) or _county_in_front(right, left):
        return evidence.verdict("unsure", f"site: {left.site or right.site}, in front in one name")
    if left.numbers != right.numbers:
        return evidence.verdict("different", "number: not equal")
    near = evidence.core > 0 and evidence.place != "apart" and left.words == right.words
    if near and left.place_text == right.place_text:
        return evidence.verdict("unsure", f"core: {mine} ~ {other}")
    return evidence.verdict("different", f"core: {mine} is not {other}")


def _county_in_front(inside: ParsedName, front: ParsedName) -> bool:
    """Whether one name has in brackets what the other begins with: 封开华润水泥."""
    return bool(inside.site) and front.rest == inside.site + inside.rest and not front.site


def _unequal_words(evidence: NameEvidence, left: ParsedName, right: ParsedName) -> Verdict:
    mine, other = "".join(left.words), "".join(right.words)
    if not left.core or left.group != right.group:
        return evidence.verdict("different", f"words: {mine} is not {other}")
    extra = set(left.words) ^ set(right.words)
    subset = set(left.words) <= set(right.words) or set(right.words) <= set(left.words)
    general = all(is_general(word) for word in extra)
    # 科技 added or left out may be a slip; 终端 for 技术 is another firm.
    if subset and general and evidence.place != "unknown":
        return evidence.verdict("unsure", f"words: {mine} / {other}")
    return evidence.verdict("different", f"words: {mine} is not {other}")


def _typo_level(left: ParsedName, right: ParsedName) -> float:
    """0.7 where two long trade names differ by two characters that change places; else 0."""
    mine, other = left.core, right.core
    if len(mine) == len(other) > 2 and sorted(mine) == sorted(other):
        return 0.7
    return 0.0


def _word_agreement(left: ParsedName, right: ParsedName) -> float | None:
    if not left.words or not right.words:
        return None
    mine, other = set("".join(left.words)), set("".join(right.words))
    return len(mine & other) / max(len(mine), len(other))
