"""The bits of a party that tell whether it can work together with another: 32 bits a party.

They are two lanes of 16 bits. The points that two parties earn are looked up by the AND of their
bits, in one table of 65536 entries for each lane:

    lane 0   bits 0-9 languages, 10 all are listed; 11-14 lead time, 15 it is known
    lane 1   bits 0-9 standards, 10 all are listed; 11-14 order size, 15 it is known

For lead time and order size a maker sets the bit of its own bucket, a provider those of all the
buckets that it can serve: one with a longer lead time, or larger orders, than it needs itself.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Certificates, CodeList, Quantity
from matcher.reference.scale import TOP, UNKNOWN, scaled
from matcher.scoring.assurance import NO_LAST_DAY, VALID, certificate_state
from partners.names.certificates import satisfies

# Own judgement: the languages and the management standards that most often decide.
LANGUAGES = ("zh", "en", "ja", "ko", "de", "fr", "es", "ru", "pt", "ar")
STANDARDS = (
    "ISO 9001", "ISO 14001", "ISO 45001", "ISO 50001", "ISO/IEC 27001",
    "ISO 13485", "ISO 22000", "IATF 16949", "AS9100", "AEO",
)  # fmt: skip
LEAD_TIMES = (7, 15, 30)  # days: up to each, and more
ORDER_SIZES = (100, 1_000, 10_000)  # pieces: up to each, and more
COUNTED = "count"
SHARE = {"languages": 72, "standards": 72, "lead_time": 56, "order_size": 55}
# Of each test the part of the component that each value of 0..255 adds.
_SCALED: dict[str, list[int]] = {
    test: scaled(np.arange(TOP + 1), share).tolist() for test, share in SHARE.items()
}

ENTRIES = 1 << 16
_LIST, _COMPLETE = 0x3FF, 1 << 10
_BUCKETS, _KNOWN = 0xF << 11, 1 << 15
# In common: none (and both lists are complete), one, two, three or more.
_IN_COMMON = (48, 200, 228, TOP)
_FITS, _FITS_NOT = TOP, 48


def value_of_test(test: str, both: int) -> int:
    """The value of a test, 0..255, by a lane's AND; UNKNOWN where either party leaves it open."""
    if test in ("languages", "standards"):
        common = (both & _LIST).bit_count()
        return _IN_COMMON[min(common, 3)] if common or both & _COMPLETE else UNKNOWN
    if not both & _KNOWN:
        return UNKNOWN
    return _FITS if both & _BUCKETS else _FITS_NOT


TESTS = (("languages", "lead_time"), ("standards", "order_size"))


@dataclass(frozen=True)
class Compatibility:
    """The result of a test on the common bits of two candidates: its `value` (0..255), its part of
    the component (`scaled`), and those of LANGUAGES or STANDARDS that both list (`have`).
    """

    test: str
    value: int
    scaled: int
    have: tuple[str, ...]


def compare_compatibility(
    maker: Candidate, provider: Candidate, on: dt.date, *, goods: bool
) -> list[Compatibility]:
    """The four tests, languages first. `goods`: the provider handles goods, so that its lead time
    and order size count.
    """
    lanes = [
        one & other
        for one, other in zip(
            _lanes_of(maker, "makes", on, goods=True),
            _lanes_of(provider, "serves", on, goods=goods),
            strict=True,
        )
    ]
    names = {"languages": LANGUAGES, "standards": STANDARDS}
    return [
        Compatibility(
            test,
            value_of_test(test, both),
            scaled_value(test, both),
            tuple(one for bit, one in enumerate(names.get(test, ())) if both >> bit & 1),
        )
        for number in range(len(TESTS[0]))
        for both, test in zip(lanes, (lane[number] for lane in TESTS), strict=True)
    ]


def _lanes_of(one: Candidate, role: str, on: dt.date, *, goods: bool) -> tuple[int, int]:
    """A candidate's bits of lane 0 and of lane 1."""
    days, least = (one.lead_time_days, one.minimum_order) if goods else (None, None)
    return (
        language_bits(one.languages) | lead_time_bits(days, role),
        standard_bits(one.certificates, on) | order_size_bits(least, role),
    )


def scaled_value(test: str, both: int) -> int:
    """The test's part of the component: value x share / 255, halves rounded up."""
    return _SCALED[test][value_of_test(test, both)]


@dataclass(frozen=True)
class CompatibilityTables:
    """For each of the two lanes, uint16[65536]: `earned` points (value x weight) of an AND;
    `most` and `least`: the best and the worst that any AND with this lane can earn.
    """

    earned: tuple[npt.NDArray[np.uint16], ...]
    most: tuple[npt.NDArray[np.uint16], ...]
    least: tuple[npt.NDArray[np.uint16], ...]

    def earn(self, words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        """Points of ANDs of any shape, 0..65280."""
        return _look_up(self.earned, words)

    def at_most(self, words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        return _look_up(self.most, words)

    def at_least(self, words: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        return _look_up(self.least, words)


def _look_up(
    lanes: tuple[npt.NDArray[np.uint16], ...], words: npt.NDArray[np.uint32]
) -> npt.NDArray[np.uint16]:
    points = lanes[0].take(words & np.uint32(0xFFFF))
    points += lanes[1].take(words >> np.uint32(16))
    return points


@cache
def compatibility_tables(weight: int) -> CompatibilityTables:
    """The tables for a component of that weight."""
    earned = tuple(_tabulate(lane, weight) for lane in TESTS)
    return CompatibilityTables(
        earned,
        tuple(_over_subsets(lane, np.maximum) for lane in earned),
        tuple(_over_subsets(lane, np.minimum) for lane in earned),
    )


def _tabulate(tests: tuple[str, ...], weight: int) -> npt.NDArray[np.uint16]:
    """Each test reads its own eleven or five bits: tabulated apart, then added."""
    low = np.array([scaled_value(tests[0], both) for both in range(1 << 11)])
    high = np.array([scaled_value(tests[1], both << 11) for both in range(1 << 5)])
    both: npt.NDArray[np.int64] = high[:, None] + low
    return (weight * both).reshape(ENTRIES).astype(np.uint16)


def _over_subsets(
    lane: npt.NDArray[np.uint16], better: Callable[..., npt.NDArray[np.uint16]]
) -> npt.NDArray[np.uint16]:
    """For each set of bits the best over all its subsets, one bit after the other."""
    # Whatever bits a counterpart has, the AND is a subset of the party's own.
    found = lane.copy()
    for bit in range(16):
        halves = found.reshape(-1, 2, 1 << bit)
        better(halves[:, 0], halves[:, 1], out=halves[:, 1])
    return found


def language_bits(listed: CodeList) -> int:
    """The lane-0 bits of the languages on record."""
    bits = sum(1 << n for n, code in enumerate(LANGUAGES) if code in listed.codes)
    return bits | (_COMPLETE if listed.complete else 0)


def standard_bits(certificates: Certificates, on: dt.date) -> int:
    """The lane-1 bits of the standards of which a certificate is known to be valid on the day.
    One without a last day is not; but then what is listed does not tell that there is none.
    """
    # `satisfies` and not equality: an IATF 16949 certificate proves ISO 9001 as well.
    valid, claimed = (
        _management(
            [one.standard for one in certificates.held if certificate_state(one, on) == state]
        )
        for state in (VALID, NO_LAST_DAY)
    )
    bits = sum(1 << n for n in valid)
    return bits | (_COMPLETE if certificates.complete and claimed <= valid else 0)


def _management(held: list[str]) -> set[int]:
    """The numbers of the management standards that these certificates meet."""
    return {n for n, name in enumerate(STANDARDS) if any(satisfies(one, name) for one in held)}


def lead_time_bits(days: int | None, role: str) -> int:
    """The lane-0 bits of a lead time."""
    return 0 if days is None else _bucket_bits(bisect_left(LEAD_TIMES, days), role)


def order_size_bits(least: Quantity | None, role: str) -> int:
    """The lane-1 bits of a minimum order; one that is not counted in pieces stays open."""
    if least is None or least.dimension != COUNTED:
        return 0
    return _bucket_bits(bisect_left(ORDER_SIZES, least.amount), role)


def _bucket_bits(at: int, role: str) -> int:
    return _KNOWN | (1 << at if role == "makes" else 0xF & (0xF << at)) << 11
