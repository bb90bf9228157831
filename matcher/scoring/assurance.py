"""`assurance`: certificates in date, languages, export markets."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Certificates, Held, Listed
from matcher.index.columns import NO_END, Dictionary
from matcher.index.criterion_values import PerFact
from matcher.index.csr import Bytes, Codes, Flags
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN, shares
from matcher.scoring.criterion import Criterion, Judgement
from matcher.scoring.wanted import Wanted

# A partner that sells to a member state sells in the union. Members since 2020 (ISO 3166-1).
# fmt: off
EUROPEAN_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
    "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
EXPIRED = 32
# On record without a last day: claimed, but not known to be valid. A little above unknown.
CLAIMED = 128


def criteria(reference: ReferenceData, wanted: Wanted) -> list[Criterion]:
    """One part for each kind of wish that was expressed, in equal shares."""
    judges: dict[
        str, tuple[str, Callable[[Candidate], Judgement], Callable[[SegmentQuery], PerFact]]
    ] = {}
    if wanted.certifications:
        judges["certificates"] = (
            "certifications",
            lambda one: _certificates(reference, wanted, one.certificates),
            partial(_look_certificates, wanted),
        )
    if wanted.languages:
        judges["languages"] = (
            "languages",
            lambda one: _listed(reference, "languages", wanted.languages, one.languages),
            lambda query: _look_listed(query, wanted.languages, query.columns.facts.languages),
        )
    if wanted.markets:
        judges["markets"] = (
            "markets",
            lambda one: _listed(reference, "markets", wanted.markets, one.markets),
            lambda query: _look_listed(query, wanted.markets, query.columns.facts.markets),
        )
    share = shares(dict.fromkeys(judges, 1)) if judges else {}
    return [
        Criterion("assurance", name, share[name], judge, table, wish)
        for name, (wish, judge, table) in judges.items()
    ]


def _certificates(
    reference: ReferenceData, wanted: Wanted, certificates: Certificates
) -> Judgement:
    """Each wanted certificate counts the same: valid on the day, without a last day, expired,
    missing or unknown.
    """
    values: list[int] = []
    lines: list[Reason] = []
    blank: list[str] = []
    undated: list[str] = []
    failed = False
    for standard in wanted.certifications:
        held = [one for one in certificates.held if same_standard(one.standard, standard)]
        if until := _last_day(held, reference.on):
            values.append(TOP)
            lines.append(
                reference.reason("assurance.certificate", standard=standard, until=str(until))
            )
        elif any(is_claimed(one, reference.on) for one in held):
            values.append(CLAIMED)
            undated.append(standard)
            lines.append(reference.reason("assurance.certificate_undated", standard=standard))
        elif held:
            failed = True
            values.append(EXPIRED)
            lines.append(_not_today(reference, standard, held))
        elif certificates.complete:
            failed = True
            values.append(0)
            lines.append(reference.reason("assurance.no_certificate", standard=standard))
        else:
            values.append(UNKNOWN)
            blank.append(standard)
    return Judgement(
        sum(values) // len(values),
        known=not (blank or undated),
        meets=False if failed else None if blank or undated else True,
        reasons=tuple(lines),
        ask=_ask(reference, blank, undated),
    )


def _ask(reference: ReferenceData, blank: list[str], undated: list[str]) -> Reason | None:
    """Whether they are held, and until when; of those on record only the latter."""
    if blank:
        return reference.reason("ask.certificates", standards=", ".join(blank + undated))
    if undated:
        return reference.reason("ask.validity", standards=", ".join(undated))
    return None


@dataclass(frozen=True)
class _Tally:
    """What is said of each of k distinct facts about several asks: the sum of their values, and
    the gravest that any came to: 0 met, 1 open, 2 missed.
    """

    total: npt.NDArray[np.uint32]
    gravest: Bytes

    def add(self, said: Bytes, values: Sequence[int], gravity: Sequence[int]) -> None:
        """`said` uint8[k]: of one more ask, as a position in `values` and in `gravity`."""
        self.total[:] += np.array(values, np.uint32).take(said)
        np.maximum(self.gravest, np.array(gravity, np.uint8).take(said), out=self.gravest)

    def look(self, codes: Codes, asks: int) -> PerFact:
        verdict = np.array([MET, OPEN, MISSED], np.int8).take(self.gravest)
        return PerFact(codes, (self.total // asks).astype(np.uint8), verdict)


def _tally(facts: int) -> _Tally:
    return _Tally(np.zeros(facts, np.uint32), np.zeros(facts, np.uint8))


# How a set of certificates stands to one standard on the day, the better the higher …
_STANDINGS = NOT_HELD, NOT_TODAY, WITHOUT_END, VALID = range(4)
# … and what that is worth, first of a set that may hold more, then of one that is whole.
_HELD_VALUES = (UNKNOWN, EXPIRED, CLAIMED, TOP, 0, EXPIRED, CLAIMED, TOP)
_HELD_GRAVITY = (1, 2, 1, 0, 2, 2, 1, 0)
# A list may name more; is whole; names the union, which may mean the state; names what is asked.
_NAMED_VALUES = (UNKNOWN, 0, UNKNOWN, TOP)
_NAMED_GRAVITY = (1, 2, 1, 0)


def _look_certificates(wanted: Wanted, query: SegmentQuery) -> PerFact:
    dictionary = query.columns.dictionary
    complete = len(_STANDINGS) * dictionary.certificate_sets.complete.astype(np.uint8)
    found = _tally(len(complete))
    for standard in wanted.certifications:
        said = complete + standing(query.reference, dictionary, standard)
        found.add(said, _HELD_VALUES, _HELD_GRAVITY)
    return found.look(query.columns.facts.certificates, len(wanted.certifications))


def standing(reference: ReferenceData, dictionary: Dictionary, standard: str) -> Bytes:
    """uint8[sets]: how each of the dictionary's sets of certificates stands to the standard."""
    holdings, day = dictionary.certificate_sets, reference.on.toordinal()
    found = np.zeros(len(holdings.complete), np.uint8)
    for number, name in enumerate(dictionary.standards):
        if same_standard(name, standard):
            at = dictionary.certificates_by_standard[number]
            until = holdings.until.take(at)
            held = np.where(until == NO_END, WITHOUT_END, VALID)
            in_date = (holdings.since.take(at) <= day) & (until >= day)
            said = np.where(in_date, held, NOT_TODAY).astype(np.uint8)
            np.maximum.at(found, holdings.owners.take(at), said)
    return found


def _look_listed(query: SegmentQuery, asked: tuple[str, ...], codes: Codes) -> PerFact:
    dictionary = query.columns.dictionary
    complete = dictionary.code_sets.complete.astype(np.uint8)
    found = _tally(len(complete))
    for code in asked:
        said = complete.copy()
        if code in EUROPEAN_UNION:
            said[naming(dictionary, {"EU"})] = 2
        said[naming(dictionary, EUROPEAN_UNION | {code} if code == "EU" else {code})] = 3
        found.add(said, _NAMED_VALUES, _NAMED_GRAVITY)
    return found.look(codes, len(asked))


def naming(dictionary: Dictionary, codes: Collection[str]) -> Flags:
    """bool[lists]: which of the dictionary's lists name one of the codes."""
    numbers = (number for number, name in enumerate(dictionary.listed) if name in codes)
    return dictionary.code_sets_by_code.union(numbers, len(dictionary.code_sets.complete))


def _last_day(held: list[Held], on: dt.date) -> dt.date | None:
    """Until when one of them is known to be valid; None when none is."""
    days = [one.valid_until for one in held if is_valid(one, on)]
    return max((day for day in days if day), default=None)


def _not_today(reference: ReferenceData, standard: str, held: list[Held]) -> Reason:
    """Why none of those held is valid: it begins later, or has ended."""
    begins = [one.valid_from for one in held if one.valid_from and one.valid_from > reference.on]
    if begins:
        return reference.reason("assurance.not_yet", standard=standard, since=str(min(begins)))
    until = max(one.valid_until for one in held if one.valid_until)
    return reference.reason("assurance.expired", standard=standard, until=str(until))


def is_valid(one: Held, on: dt.date) -> bool:
    """Is the certificate known to be valid on the day?"""
    return _has_begun(one, on) and one.valid_until is not None and one.valid_until >= on


def is_claimed(one: Held, on: dt.date) -> bool:
    """Is it on record without a last day, so that nobody knows whether it is valid?"""
    return _has_begun(one, on) and one.valid_until is None


def _has_begun(one: Held, on: dt.date) -> bool:
    return one.valid_from is None or one.valid_from <= on


def same_standard(one: str, other: str) -> bool:
    """`ISO 9001`, `iso9001` and `ISO 9001:2015` are one standard."""
    return _bare(one) == _bare(other)


@cache
def _bare(standard: str) -> str:
    name = standard.split(":")[0]
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _listed(
    reference: ReferenceData, fact: str, asked: tuple[str, ...], known: Listed
) -> Judgement:
    """A list of languages or markets: each one asked counts the same. One that is not listed is
    missing where the list is complete, else unknown; so is a member state where only the union
    is named.
    """
    have = [code for code in asked if _covered(code, known.codes)]
    rest = [code for code in asked if code not in have]
    lack = [code for code in rest if known.complete and not _in_the_union(code, known.codes)]
    blank = [code for code in rest if code not in lack]
    lines = [reference.reason(f"assurance.{fact}", have=have)] if have else []
    if lack:
        lines.append(reference.reason(f"assurance.no_{fact}", lack=lack))
    return Judgement(
        (TOP * len(have) + UNKNOWN * len(blank)) // len(asked),
        known=not blank,
        meets=False if lack else None if blank else True,
        reasons=tuple(lines),
        ask=reference.reason(f"ask.{fact}", asked=blank) if blank else None,
    )


def _in_the_union(code: str, known: frozenset[str]) -> bool:
    return "EU" in known and code in EUROPEAN_UNION


def _covered(code: str, known: Iterable[str]) -> bool:
    return code in known or (code == "EU" and not EUROPEAN_UNION.isdisjoint(known))
