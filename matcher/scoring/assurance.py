"""`assurance`: certificates in date, languages, export markets."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np

from matcher.scoring.candidate import Candidate, Certificates, Held, Listed
from matcher.scoring.columns import LAST_DAY, Book, Codes, Flags, Holdings, Listings, Longs
from matcher.scoring.ground import Ground
from matcher.scoring.part import (
    MET,
    MISSED,
    OPEN,
    TOP,
    UNKNOWN,
    Judgement,
    Looked,
    Part,
    Reason,
    shares,
)
from matcher.scoring.view import View
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


def parts(ground: Ground, wanted: Wanted) -> list[Part]:
    """One part for each kind of wish that was expressed, in equal shares."""
    judges: dict[str, tuple[str, Callable[[Candidate], Judgement], Callable[[View], Looked]]] = {}
    if wanted.certifications:
        judges["certificates"] = (
            "certifications",
            lambda one: _certificates(ground, wanted, one.certificates),
            partial(_look_certificates, wanted),
        )
    if wanted.languages:
        judges["languages"] = (
            "languages",
            lambda one: _listed(ground, "languages", wanted.languages, one.languages),
            lambda view: _look_listed(view, wanted.languages, view.columns.facts.languages),
        )
    if wanted.markets:
        judges["markets"] = (
            "markets",
            lambda one: _listed(ground, "markets", wanted.markets, one.markets),
            lambda view: _look_listed(view, wanted.markets, view.columns.facts.markets),
        )
    share = shares(dict.fromkeys(judges, 1)) if judges else {}
    return [
        Part("assurance", name, share[name], judge, table, wish)
        for name, (wish, judge, table) in judges.items()
    ]


def _certificates(ground: Ground, wanted: Wanted, certificates: Certificates) -> Judgement:
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
        if until := _last_day(held, ground.on):
            values.append(TOP)
            lines.append(
                ground.reason("assurance.certificate", standard=standard, until=str(until))
            )
        elif any(is_claimed(one, ground.on) for one in held):
            values.append(CLAIMED)
            undated.append(standard)
            lines.append(ground.reason("assurance.certificate_undated", standard=standard))
        elif held:
            failed = True
            values.append(EXPIRED)
            lines.append(_not_today(ground, standard, held))
        elif certificates.complete:
            failed = True
            values.append(0)
            lines.append(ground.reason("assurance.no_certificate", standard=standard))
        else:
            values.append(UNKNOWN)
            blank.append(standard)
    return Judgement(
        sum(values) // len(values),
        known=not (blank or undated),
        meets=False if failed else None if blank or undated else True,
        reasons=tuple(lines),
        ask=_ask(ground, blank, undated),
    )


def _ask(ground: Ground, blank: list[str], undated: list[str]) -> Reason | None:
    """Whether they are held, and until when; of those on record only the latter."""
    if blank:
        return ground.reason("ask.certificates", standards=", ".join(blank + undated))
    if undated:
        return ground.reason("ask.validity", standards=", ".join(undated))
    return None


@dataclass(frozen=True)
class _Tally:
    """What is said of each of k distinct facts: the sum of the values of so many asks, and how
    many of these failed or stayed open.
    """

    total: Longs
    failed: Longs
    blank: Longs

    def look(self, codes: Codes, asks: int) -> Looked:
        verdict = np.where(self.failed > 0, MISSED, np.where(self.blank > 0, OPEN, MET))
        return Looked(codes, (self.total // asks).astype(np.uint8), verdict.astype(np.int8))


def _tally(facts: int) -> _Tally:
    return _Tally(*(np.zeros(facts, np.int64) for _ in range(3)))


def _look_certificates(wanted: Wanted, view: View) -> Looked:
    book = view.columns.book
    holdings = book.holdings
    found = _tally(len(holdings.complete))
    for standard in wanted.certifications:
        has, had = valid(view.ground, book, standard), _sets(holdings, _of_standard(book, standard))
        claims = ~has & claimed(view.ground, book, standard)
        open_ = ~had & ~holdings.complete
        lower = np.where(had, EXPIRED, np.where(open_, UNKNOWN, 0))
        found.total[:] += np.where(has, TOP, np.where(claims, CLAIMED, lower))
        found.failed[:] += ~has & ~claims & ~open_
        found.blank[:] += claims | open_
    return found.look(view.columns.facts.certificates, len(wanted.certifications))


def _of_standard(book: Book, standard: str) -> Longs:
    """The positions of the holdings of a standard."""
    same = [n for n, name in enumerate(book.standards) if same_standard(name, standard)]
    found = [np.zeros(0, np.int64), *(book.holdings.by_standard.of(n) for n in same)]
    return np.concatenate(found)


def valid(ground: Ground, book: Book, standard: str) -> Flags:
    """In which sets a certificate of the standard is known to be valid on the day."""
    holdings, day = book.holdings, ground.on.toordinal()
    at = _begun(ground, book, standard)
    return _sets(holdings, at[(holdings.until[at] >= day) & (holdings.until[at] < LAST_DAY)])


def claimed(ground: Ground, book: Book, standard: str) -> Flags:
    """In which sets one is held of which no last day is said."""
    holdings, at = book.holdings, _begun(ground, book, standard)
    return _sets(holdings, at[holdings.until[at] == LAST_DAY])


def _begun(ground: Ground, book: Book, standard: str) -> Longs:
    """The positions of the holdings of a standard that begin by the day."""
    at = _of_standard(book, standard)
    return at[book.holdings.since[at] <= ground.on.toordinal()]


def _sets(holdings: Holdings, at: Longs) -> Flags:
    """The sets in which the holdings stand."""
    found = np.zeros(len(holdings.complete), np.bool_)
    found[holdings.owner.take(at)] = True
    return found


def _look_listed(view: View, asked: tuple[str, ...], codes: Codes) -> Looked:
    listings, names = view.columns.book.listings, view.columns.book.listed
    found = _tally(len(listings.complete))
    union = naming(listings, names, {"EU"})
    for code in asked:
        has = naming(listings, names, {code, *(EUROPEAN_UNION if code == "EU" else ())})
        in_union = union if code in EUROPEAN_UNION else np.zeros_like(union)
        lacks = ~has & listings.complete & ~in_union
        found.total[:] += np.where(has, TOP, np.where(lacks, 0, UNKNOWN))
        found.failed[:] += lacks
        found.blank[:] += ~has & ~lacks
    return found.look(codes, len(asked))


def naming(listings: Listings, names: tuple[str, ...], codes: set[str]) -> Flags:
    """Which of the lists name one of the codes."""
    return listings.codes.any(np.array([name in codes for name in names], np.bool_))


def _last_day(held: list[Held], on: dt.date) -> dt.date | None:
    """Until when one of them is known to be valid; None when none is."""
    days = [one.valid_until for one in held if is_valid(one, on)]
    return max((day for day in days if day), default=None)


def _not_today(ground: Ground, standard: str, held: list[Held]) -> Reason:
    """Why none of those held is valid: it begins later, or has ended."""
    begins = [one.valid_from for one in held if one.valid_from and one.valid_from > ground.on]
    if begins:
        return ground.reason("assurance.not_yet", standard=standard, since=str(min(begins)))
    until = max(one.valid_until for one in held if one.valid_until)
    return ground.reason("assurance.expired", standard=standard, until=str(until))


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


def _bare(standard: str) -> str:
    name = standard.split(":")[0]
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _listed(ground: Ground, fact: str, asked: tuple[str, ...], known: Listed) -> Judgement:
    """A list of languages or markets: each one asked counts the same. One that is not listed is
    missing where the list is complete, else unknown; so is a member state where only the union
    is named.
    """
    have = [code for code in asked if _covered(code, known.codes)]
    rest = [code for code in asked if code not in have]
    lack = [code for code in rest if known.complete and not _in_the_union(code, known.codes)]
    blank = [code for code in rest if code not in lack]
    lines = [ground.reason(f"assurance.{fact}", have=have)] if have else []
    if lack:
        lines.append(ground.reason(f"assurance.no_{fact}", lack=lack))
    return Judgement(
        (TOP * len(have) + UNKNOWN * len(blank)) // len(asked),
        known=not blank,
        meets=False if lack else None if blank else True,
        reasons=tuple(lines),
        ask=ground.reason(f"ask.{fact}", asked=blank) if blank else None,
    )


def _in_the_union(code: str, known: frozenset[str]) -> bool:
    return "EU" in known and code in EUROPEAN_UNION


def _covered(code: str, known: Iterable[str]) -> bool:
    return code in known or (code == "EU" and not EUROPEAN_UNION.isdisjoint(known))
