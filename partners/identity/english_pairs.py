"""Compare two names in Latin letters."""

from partners.identity.evidence import NameEvidence, coverage, relation_of_places
from partners.identity.model import Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.romanisation import syllables_of
from partners.identity.tables import english_stems

_LONG_CORE = 6


def compare_english(left: ParsedName, right: ParsedName) -> Verdict:
    """The verdict on two Latin names, without branches."""
    place = relation_of_places(left, right)
    stems = english_stems()
    general = {word for word in (*left.words, *right.words) if stems.get(word)}
    words = coverage(left.words, right.words, general)
    mine, other = _core(left), _core(right)
    level = 1.0 if mine == other else _near(mine, other)
    evidence = NameEvidence(level, place, words, (f"core: {mine} / {other}",))
    if left.numbers != right.numbers:
        return evidence.verdict("different", "number: not equal")
    if left.country != right.country and not (left.core and mine == other):
        return evidence.verdict("different", "place: one states China")
    if level < 1.0:
        likely = level > 0 and place == "equal" and set(left.words) == set(right.words)
        return evidence.verdict("unsure" if likely else "different")
    if place == "apart":
        return evidence.verdict("different", f"place: {left.place_text} / {right.place_text}")
    return _equal_core(evidence, left, right, general)


def _equal_core(
    evidence: NameEvidence, left: ParsedName, right: ParsedName, general: set[str]
) -> Verdict:
    extra = set(left.words) ^ set(right.words)
    same_place = left.place_text == right.place_text or evidence.place == "equal"
    if not extra:
        if not left.core and evidence.place == "nested":
            return evidence.verdict("different", "place: one lies in the other")
        if not left.core and not (same_place and left.country == right.country):
            return evidence.verdict("different", "place: the name has no trade name of its own")
        if left.group != right.group and left.legal and right.legal:
            return evidence.verdict("unsure", "group: one is the group")
        sure = same_place or not (left.legal and right.legal)
        return evidence.verdict("same" if sure else "unsure", "words: equal")
    if not left.core:
        return evidence.verdict("different", "words: not equal")
    if extra <= general and evidence.place != "unknown":
        return evidence.verdict("unsure", "words: a general word differs")
    one_sided = evidence.words is None or extra <= set(left.words) or extra <= set(right.words)
    if one_sided and not (left.legal and right.legal):
        return evidence.verdict("unsure", "words: one name has more")
    if one_sided and extra <= general:
        return evidence.verdict("unsure", "words: a general word differs")
    return evidence.verdict("different", "words: not equal")


def _core(name: ParsedName) -> str:
    # A name of place and words of trade only is what it says as a whole.
    return name.core or "".join(name.tokens)


def _near(mine: str, other: str) -> float:
    """0.8 where two long brands differ by one letter; other syllables are another name."""
    if min(len(mine), len(other)) < _LONG_CORE or mine[0] != other[0]:
        return 0.0
    if syllables_of(mine) and syllables_of(other):
        return 0.0
    return 0.8 if _one_edit(mine, other) else 0.0


def _one_edit(mine: str, other: str) -> bool:
    short, long = sorted((mine, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, sign in enumerate(short) if sign != long[i]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]
