"""Compare two identities: identifiers, names, branches, places."""

from dataclasses import replace
from functools import lru_cache

from partners.identity.chinese_names import parse_chinese
from partners.identity.chinese_pairs import compare_chinese
from partners.identity.cross_script import compare_scripts
from partners.identity.english_names import parse_english
from partners.identity.english_pairs import compare_english
from partners.identity.evidence import TOO_COMMON, lowered
from partners.identity.identifiers import compare_identifiers, listed_apart, same_website
from partners.identity.model import Identity, Outcome, Verdict
from partners.identity.parsed_name import ParsedName, is_chinese
from partners.identity.place_prefixes import place_codes, place_relation
from partners.identity.sites import with_sites, without_ending


def compare(left: Identity, right: Identity) -> Verdict:
    """Whether two identities are one organisation.

    Equal identifiers decide and contradictory ones veto; then the names; then the places that are
    given beside the names. The order of the two does not matter.
    """
    equal, reasons = compare_identifiers(left.identifiers, right.identifiers)
    if equal is False:
        return Verdict("different", 0.0, reasons)
    verdict = _compare_names(parse(left.name), parse(right.name))
    if equal:
        return Verdict("same", 1.0, (*reasons, *verdict.reasons))
    if said := listed_apart(left.identifiers, right.identifiers):
        # A code may change, as when a firm takes another over: a curator knows.
        outcome: Outcome = "unsure" if verdict.outcome == "same" else "different"
        return lowered(verdict, outcome, said, 0.5)
    verdict = _with_places(verdict, left, right)
    if verdict.outcome == "unsure" and same_website(left.identifiers, right.identifiers):
        return replace(verdict, score=round(verdict.score * 0.5 + 0.5, 4))
    return verdict


# Comparisons ask for the same names again and again; a list of candidates has some thousands.
@lru_cache(maxsize=20_000)
def parse(name: str) -> ParsedName:
    """The parts of a name in either script."""
    return parse_chinese(name) if is_chinese(name) else parse_english(name)


def _compare_names(left: ParsedName, right: ParsedName) -> Verdict:
    if bool(left.branch) != bool(right.branch):
        verdict = _plain_names(_parent(left), _parent(right))
        if verdict.outcome == "same":
            return lowered(verdict, "branch", f"branch: {left.branch or right.branch}", 0.95)
        return verdict
    verdict = _plain_names(_parent(left), _parent(right))
    if left.branch and verdict.outcome == "same" and left.branch != right.branch:
        equal = without_ending(left.branch) == without_ending(right.branch)
        outcome: Outcome = "unsure" if equal or left.chinese != right.chinese else "different"
        return lowered(verdict, outcome, f"branch: {left.branch} / {right.branch}", 0.5)
    return verdict


def _parent(name: ParsedName) -> ParsedName:
    return replace(name, branch="", parent="") if name.branch else name


def _plain_names(left: ParsedName, right: ParsedName) -> Verdict:
    return with_sites(_without_sites(left, right), left, right)


def _without_sites(left: ParsedName, right: ParsedName) -> Verdict:
    if left.chinese and right.chinese:
        return compare_chinese(left, right)
    if not left.chinese and not right.chinese:
        return compare_english(left, right)
    return compare_scripts(left, right) if left.chinese else compare_scripts(right, left)


def _with_places(verdict: Verdict, left: Identity, right: Identity) -> Verdict:
    if not (left.place and right.place) or verdict.outcome == "different":
        return verdict
    mine, other = place_codes(left.place), place_codes(right.place)
    relation = place_relation(mine, other)
    if relation == "apart":
        said = f"place: {left.place} / {right.place}"
        if verdict.outcome == "same":
            return lowered(verdict, "unsure", said)
        if verdict.outcome == "unsure":
            return lowered(verdict, "different", said, 0.5)
    # A province has many firms of a common trade name.
    narrow = relation == "equal" and not all(code.endswith("0000") for code in mine)
    if narrow and verdict.outcome == "unsure" and TOO_COMMON in verdict.reasons:
        return replace(verdict, outcome="same", reasons=("place: equal", *verdict.reasons))
    return verdict
