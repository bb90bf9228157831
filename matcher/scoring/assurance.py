"""`assurance`: certificates in date, languages, export markets.

Each criterion asks about several things (standards, languages, markets) and each counts the
same. Of each thing a record is in one of a few states; a state has a value and a verdict, which
both forms of the criterion look up in one table.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import TESTS_FOR, Candidate, CodeList, HeldCertificate
from matcher.index.columns import NO_END, CertificateSets, Dictionary
from matcher.index.criterion_values import PerFact
from matcher.index.csr import Bytes, Codes, Flags
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.scale import MET, MISSED, OPEN, TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion
from matcher.scoring.wanted import Wanted
from partners.names.certificates import certificate_key, certificate_name, satisfies

# A partner that sells to a member state sells in the union. Members since 2020 (ISO 3166-1).
# fmt: off
EUROPEAN_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
    "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on


class _State(NamedTuple):
    value: int
    verdict: int


# Of a standard: not on record; on record, but not valid on the day; without a last day; valid.
# The same order for a record that may hold more, and for a complete one.
NOT_HELD, EXPIRED, NO_LAST_DAY, VALID = range(4)
_STANDARD = len((NOT_HELD, EXPIRED, NO_LAST_DAY, VALID))
# A certificate without a last day is claimed, but not known to be valid: a little above unknown.
_CERTIFICATE_STATES = (
    _State(UNKNOWN, OPEN), _State(32, MISSED), _State(128, OPEN), _State(TOP, MET),
    _State(0, MISSED), _State(32, MISSED), _State(128, OPEN), _State(TOP, MET),
)  # fmt: skip
# Of a language or market: not in a list that may name more; not in a complete list; a member
# state of the union, which alone the list names; named.
_MAY_BE_MORE, _COMPLETE, _UNION_ONLY, _NAMED = range(4)
_LIST_STATES = (_State(UNKNOWN, OPEN), _State(0, MISSED), _State(UNKNOWN, OPEN), _State(TOP, MET))
# Of a test: nobody says; the firm was told.
_TEST_STATES = (_State(UNKNOWN, OPEN), _State(TOP, MET))
# Of several verdicts the gravest holds.
_GRAVEST_LAST = (MET, OPEN, MISSED)


def assurance_criteria(wanted: Wanted, day: dt.date) -> list[Criterion]:
    """A criterion for each kind of wish that was expressed, in equal shares."""
    criteria: list[Criterion] = []
    if wanted.certifications:
        criteria.append(CertificatesHeld(wanted.certifications, day))
    if wanted.tests_for:
        criteria.append(LaboratoryScope(wanted.tests_for))
    if wanted.languages:
        criteria.append(Languages(wanted.languages))
    if wanted.markets:
        criteria.append(Markets(wanted.markets))
    return criteria


def _assessment(
    states: Sequence[_State], reasons: Iterable[Reason], ask: Reason | None
) -> Assessment:
    verdicts = [state.verdict for state in states]
    return Assessment(
        sum(state.value for state in states) // len(states),
        known=OPEN not in verdicts,
        meets=False if MISSED in verdicts else None if OPEN in verdicts else True,
        reasons=tuple(reasons),
        ask=ask,
    )


@cache
def _as_arrays(table: tuple[_State, ...]) -> tuple[npt.NDArray[np.uint32], Bytes]:
    """The value and the gravity, a position in `_GRAVEST_LAST`, of each state."""
    gravity = [_GRAVEST_LAST.index(state.verdict) for state in table]
    return np.array([state.value for state in table], np.uint32), np.array(gravity, np.uint8)


def _per_fact(codes: Codes, table: tuple[_State, ...], states: Sequence[Bytes]) -> PerFact:
    """`states` uint8[k] for each thing asked: the position in `table` of each distinct fact."""
    values, gravity = _as_arrays(table)
    total = values.take(states[0])
    gravest = gravity.take(states[0])
    for state in states[1:]:
        total += values.take(state)
        np.maximum(gravest, gravity.take(state), out=gravest)
    verdict = np.array(_GRAVEST_LAST, np.int8).take(gravest)
    return PerFact(codes, (total // len(states)).astype(np.uint8), verdict)


@dataclass(frozen=True, eq=False)
class CertificatesHeld(Criterion):
    """Is each standard held, and valid on the day?"""

    component: ClassVar[str] = "assurance"
    name: ClassVar[str] = "certificates"
    wish: ClassVar[str] = "certifications"
    standards: tuple[str, ...]
    day: dt.date

    def assess(self, candidate: Candidate) -> Assessment:
        certificates = candidate.certificates
        states: list[_State] = []
        reasons: list[Reason] = []
        blank: list[str] = []
        undated: list[str] = []
        for standard in self.standards:
            held = [one for one in certificates.held if satisfies(one.standard, standard)]
            number = max((certificate_state(one, self.day) for one in held), default=NOT_HELD)
            states.append(_CERTIFICATE_STATES[_STANDARD * certificates.complete + number])
            if number == NO_LAST_DAY:
                undated.append(standard)
            if number == NOT_HELD and not certificates.complete:
                blank.append(standard)
            else:
                reasons.append(self._reason(number, standard, held))
        return _assessment(states, reasons, _certificate_question(blank, undated))

    def tabulate(self, query: SegmentQuery) -> PerFact:
        dictionary = query.columns.dictionary
        complete = _STANDARD * dictionary.certificate_sets.complete.astype(np.uint8)
        states = [
            complete + certificate_states(dictionary, standard, self.day)
            for standard in self.standards
        ]
        return _per_fact(query.columns.facts.certificates, _CERTIFICATE_STATES, states)

    def _told(self, state: int, standard: str, held: Sequence[HeldCertificate]) -> str:
        """The standard, and the certificate that includes it where that one is on record."""
        names = [one.standard for one in held if certificate_state(one, self.day) == state]
        key = certificate_key(certificate_name(standard))
        if not names or any(certificate_key(certificate_name(name)) == key for name in names):
            return standard
        return f"{standard} ({min(names)})"

    def _reason(self, state: int, standard: str, held: Sequence[HeldCertificate]) -> Reason:
        args = {"standard": self._told(state, standard, held)}
        if state == NOT_HELD:
            return Reason("assurance.no_certificate", args)
        if state == NO_LAST_DAY:
            return Reason("assurance.certificate_undated", args)
        begins = [one.valid_from for one in held if one.valid_from and one.valid_from > self.day]
        if state == EXPIRED and begins:
            return Reason("assurance.not_yet", {**args, "since": str(min(begins))})
        ends = (
            one.valid_until
            for one in held
            if one.valid_until and certificate_state(one, self.day) == state
        )
        code = "assurance.certificate" if state == VALID else "assurance.expired"
        return Reason(code, {**args, "until": str(max(ends))})


def _certificate_question(blank: list[str], undated: list[str]) -> Reason | None:
    """Whether they are held, and until when; of those on record only the latter."""
    if blank:
        return Reason("ask.certificates", {"standards": ", ".join(blank + undated)})
    return Reason("ask.validity", {"standards": ", ".join(undated)}) if undated else None


def certificate_state(held: HeldCertificate, day: dt.date) -> int:
    """EXPIRED, NO_LAST_DAY or VALID: how a certificate on record stands on the day."""
    if held.valid_from is not None and held.valid_from > day:
        return EXPIRED
    if held.valid_until is None:
        return NO_LAST_DAY
    return VALID if held.valid_until >= day else EXPIRED


def certificate_states(dictionary: Dictionary, standard: str, day: dt.date) -> Bytes:
    """uint8[sets]: the best `certificate_state` of the standard in each of the dictionary's sets
    of certificates, NOT_HELD where it is not on record.
    """
    holdings = dictionary.certificate_sets
    states = _states_on(holdings, day)
    found = np.zeros(len(holdings.complete), np.uint8)
    for number, name in enumerate(dictionary.standards):
        if satisfies(name, standard):
            at = dictionary.certificates_by_standard[number]
            np.maximum.at(found, holdings.owners.take(at), states.take(at))
    return found


# Of each dictionary's certificates the last day's states: all briefs of a day share them.
_KNOWN: WeakKeyDictionary[CertificateSets, tuple[dt.date, Bytes]] = WeakKeyDictionary()


def _states_on(holdings: CertificateSets, day: dt.date) -> Bytes:
    """uint8[h]: `certificate_state` of each certificate on the day."""
    known = _KNOWN.get(holdings)
    if known is None or known[0] != day:
        on = day.toordinal()
        valid = np.where(holdings.until == NO_END, NO_LAST_DAY, VALID)
        in_date = (holdings.since <= on) & (holdings.until >= on)
        known = _KNOWN[holdings] = day, np.where(in_date, valid, EXPIRED).astype(np.uint8)
    return known[1]


@dataclass(frozen=True, eq=False)
class LaboratoryScope(Criterion):
    """Does a laboratory test for the certificates that goods carry? No record says, so that all are
    unknown and each is asked, but where the firm was told (`candidate.TESTS_FOR`): holding EN 71
    would mean nothing of a laboratory.
    """

    component: ClassVar[str] = "assurance"
    name: ClassVar[str] = "tests_for"
    wish: ClassVar[str] = "certifications"
    standards: tuple[str, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        held = candidate.certificates.held
        states = {
            standard: any(_tests_for(one.standard, standard) for one in held)
            for standard in self.standards
        }
        told = [standard for standard, tests in states.items() if tests]
        blank = [standard for standard, tests in states.items() if not tests]
        args = {"standards": ", ".join(told)}
        return _assessment(
            [_TEST_STATES[tests] for tests in states.values()],
            [Reason("assurance.tests_for", args)] if told else [],
            Reason("ask.tests_for", {"standards": ", ".join(blank)}) if blank else None,
        )

    def tabulate(self, query: SegmentQuery) -> PerFact:
        dictionary = query.columns.dictionary
        states = [_test_states(dictionary, standard) for standard in self.standards]
        return _per_fact(query.columns.facts.certificates, _TEST_STATES, states)


def _tests_for(held: str, standard: str) -> bool:
    return held.startswith(TESTS_FOR) and satisfies(held.removeprefix(TESTS_FOR), standard)


def _test_states(dictionary: Dictionary, standard: str) -> Bytes:
    """uint8[sets]: does each of the dictionary's sets of certificates say that it is tested for?"""
    holdings = dictionary.certificate_sets
    found = np.zeros(len(holdings.complete), np.uint8)
    for number, name in enumerate(dictionary.standards):
        if _tests_for(name, standard):
            found[holdings.owners.take(dictionary.certificates_by_standard[number])] = 1
    return found


@dataclass(frozen=True, eq=False)
class _Listing(Criterion):
    """Is each language or market asked for on the partner's list?"""

    component: ClassVar[str] = "assurance"
    asked: tuple[str, ...]

    def assess(self, candidate: Candidate) -> Assessment:
        listed: CodeList = getattr(candidate, self.name)
        states = {code: _LIST_STATES[_list_state(code, listed)] for code in self.asked}

        def among(verdict: int) -> list[str]:
            return [code for code, state in states.items() if state.verdict == verdict]

        have, lack, blank = among(MET), among(MISSED), among(OPEN)
        reasons = [
            *([Reason(f"assurance.{self.name}", {"have": have})] if have else []),
            *([Reason(f"assurance.no_{self.name}", {"lack": lack})] if lack else []),
        ]
        ask = Reason(f"ask.{self.name}", {"asked": blank}) if blank else None
        return _assessment([states[code] for code in self.asked], reasons, ask)

    def tabulate(self, query: SegmentQuery) -> PerFact:
        dictionary = query.columns.dictionary
        # _COMPLETE is 1 and _MAY_BE_MORE is 0, as the flag.
        complete = dictionary.code_sets.complete.astype(np.uint8)
        states = []
        for code in self.asked:
            state = complete.copy()
            if code in EUROPEAN_UNION:
                state[lists_naming(dictionary, {"EU"})] = _UNION_ONLY
            state[lists_naming(dictionary, _names_of(code))] = _NAMED
            states.append(state)
        return _per_fact(getattr(query.columns.facts, self.name), _LIST_STATES, states)


@dataclass(frozen=True, eq=False)
class Languages(_Listing):
    """Does the partner work in the languages?"""

    name: ClassVar[str] = "languages"
    wish: ClassVar[str] = "languages"


@dataclass(frozen=True, eq=False)
class Markets(_Listing):
    """Does the partner export to the markets?"""

    name: ClassVar[str] = "markets"
    wish: ClassVar[str] = "markets"


def _list_state(code: str, listed: CodeList) -> int:
    if not listed.codes.isdisjoint(_names_of(code)):
        return _NAMED
    if code in EUROPEAN_UNION and "EU" in listed.codes:
        return _UNION_ONLY
    return _COMPLETE if listed.complete else _MAY_BE_MORE


def _names_of(code: str) -> frozenset[str]:
    """The codes that stand for the code in a list: for the union each of its members as well."""
    return EUROPEAN_UNION | {code} if code == "EU" else frozenset((code,))


def lists_naming(dictionary: Dictionary, codes: Collection[str]) -> Flags:
    """bool[lists]: which of the dictionary's lists name any of the codes."""
    numbers = (number for number, name in enumerate(dictionary.listed) if name in codes)
    return dictionary.code_sets_by_code.union(numbers, len(dictionary.code_sets.complete))
