"""The distinct facts of the synthetic partners: round amounts, sets of certificates, words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.parties import DAY
from matcher.index.columns import (
    MILLION,
    NO_DAY,
    NO_END,
    UNDATED,
    CertificateSets,
    CodeSets,
    Dictionary,
    Goods,
    Proofs,
    Quantities,
)
from matcher.index.csr import Codes, CsrLists, to_csr
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import SERVICE
from partners.names.units import UNITS

DATASETS = ("synthetic", "synthetic-of-others")
# Units whose amounts are the base amounts of their dimension.
MEASURES = tuple(unit for unit in UNITS if unit.factor == 1)
_MANTISSAS = np.array([10, 12, 15, 20, 25, 30, 40, 50, 60, 80])
_DECADES = 8
AMOUNTS = len(_MANTISSAS) * _DECADES  # of each measure, ascending
MAX_LEAD_TIME = 120  # days of lead time
CERTIFICATE_SETS, PROOF_SETS, LISTS = 4_000, 5_000, 300
WORDS_A_SECTOR, GOODS_A_SECTOR = 12, 40
STANDARDS = (
    "ISO 9001",
    "ISO 14001",
    "CE",
    "ISO 45001",
    "RoHS",
    "amfori BSCI",
    "IATF 16949",
    "OEKO-TEX STANDARD 100",
    "HACCP",
    "GOTS",
    "FSC",
    "ISO/IEC 27001",
)
LANGUAGES = ("zh", "en", "ja", "ko", "de", "ru", "es", "fr", "ar", "pt", "vi", "it")
MARKETS = (
    "US",
    "JP",
    "DE",
    "EU",
    "KR",
    "VN",
    "GB",
    "RU",
    "AU",
    "FR",
    "BR",
    "IN",
    "MX",
    "SA",
    "AE",
    "IT",
    "ES",
    "NL",
    "TH",
    "ID",
    "ZA",
    "PL",
)
_QUALIFIERS = (
    "cotton",
    "steel",
    "printed",
    "custom",
    "small",
    "industrial",
    "coated",
    "medical",
    "outdoor",
    "recycled",
    "precision",
    "light",
    "heavy",
    "smart",
    "children's",
    "export",
)
_NAMES_NOTHING = {"manufacture", "manufacturing", "processing", "products", "other", "making"}


@dataclass(frozen=True)
class SyntheticDictionary:
    """The dictionary, and for each sector where its goods begin in it (GOODS_A_SECTOR of them)."""

    dictionary: Dictionary
    goods: npt.NDArray[np.int64]


def make_dictionary(reference: ReferenceData, rng: np.random.Generator) -> SyntheticDictionary:
    sectors = reference.sectors
    goods, words, hs = _goods(reference, rng)
    names = (*LANGUAGES, *MARKETS)
    dimensions = ("", *(unit.dimension for unit in MEASURES))
    divisions = [n for n in sectors.divisions if sectors.kind[n] != SERVICE]
    dictionary = Dictionary(
        places=reference.areas.codes,
        sectors=sectors.codes,
        datasets=DATASETS,
        dimensions=dimensions,
        standards=STANDARDS,
        listed=names,
        words=words,
        hs=hs,
        quantities=_quantities(),
        days=np.arange(MAX_LEAD_TIME + 1, dtype=np.int32),
        certificate_sets=_certificate_sets(rng),
        code_sets=_code_sets(rng),
        proofs=_proofs(rng),
        goods=goods,
        clients=_clients(rng, divisions),
    )
    return SyntheticDictionary(dictionary, 1 + np.arange(len(sectors.codes)) * GOODS_A_SECTOR)


def _quantities() -> Quantities:
    """Number 0 is unknown; the amounts of the first measure, of the second …"""
    amounts = np.outer(10 ** np.arange(_DECADES), _MANTISSAS).reshape(-1) * (MILLION // 10)
    every = np.concatenate([[0], np.tile(amounts, len(MEASURES))])
    measure = np.repeat(np.arange(1, len(MEASURES) + 1), AMOUNTS)
    return Quantities(
        np.concatenate([[0], measure]).astype(np.uint8), every // MILLION, every % MILLION
    )


def _some(rng: np.random.Generator, kinds: int, sizes: Sequence[int]) -> list[list[int]]:
    """For each size so many different kinds, the first ones more often."""
    ranks = rng.exponential(size=(len(sizes), kinds)) * np.arange(1, kinds + 1) ** 0.7
    order = np.argsort(ranks, axis=1)
    return [sorted(order[n, :size].tolist()) for n, size in enumerate(sizes)]


def _certificate_sets(rng: np.random.Generator) -> CertificateSets:
    """Set 0: unknown; set 1: known to hold none; the others: one to five certificates."""
    sizes = [0, 0, *rng.integers(1, 6, CERTIFICATE_SETS - 2).tolist()]
    held = to_csr(_some(rng, len(STANDARDS), sizes), np.uint16)
    count, today = len(held.items), DAY.toordinal()
    until = today + rng.integers(-300, 1000, count)
    since = until - rng.integers(365, 1095, count)
    complete = rng.random(CERTIFICATE_SETS) < 0.3
    complete[:2] = False, True
    return CertificateSets(
        held.ptr,
        held.items,
        np.where(rng.random(count) < 0.3, NO_DAY, since).astype(np.int32),
        np.where(rng.random(count) < 0.15, NO_END, until).astype(np.int32),
        complete,
    )


def _code_sets(rng: np.random.Generator) -> CodeSets:
    """Set 0: unknown; then LISTS sets of languages and LISTS sets of markets."""
    spoken = _some(rng, len(LANGUAGES), rng.integers(1, 5, LISTS).tolist())
    sold = _some(rng, len(MARKETS), rng.integers(1, 9, LISTS).tolist())
    markets = [[len(LANGUAGES) + one for one in row] for row in sold]
    complete = rng.random(2 * LISTS + 1) < 0.5
    complete[0] = False
    return CodeSets(to_csr([[], *spoken, *markets], np.uint16), complete)


def _proofs(rng: np.random.Generator) -> Proofs:
    """Set 0: no evidence; the others one to three kinds, one in seven undated."""
    day = DAY.toordinal() - rng.integers(0, 1500, (3, PROOF_SETS))
    day = np.where(rng.random(day.shape) < 0.15, UNDATED, day)
    has = rng.random(day.shape) < np.array([[0.15], [0.4], [0.6]])
    has[2] |= ~has.any(axis=0)
    has[:, 0] = False
    verified, reported, declared = np.where(has, day, NO_DAY).astype(np.int32)
    return Proofs(verified, reported, declared)


def _clients(rng: np.random.Generator, divisions: list[int]) -> CsrLists:
    """Number 0: none is given; each division alone, then as many pairs and threes."""
    several = [sorted(rng.choice(divisions, size, replace=False)) for size in (2, 3) * 150]
    return to_csr([[], *([one] for one in divisions), *several], np.uint16)


def _goods(
    reference: ReferenceData, rng: np.random.Generator
) -> tuple[Goods, tuple[str, ...], tuple[str, ...]]:
    """Number 0 lists nothing; then each sector's GOODS_A_SECTOR lists of up to four of its words
    and two of its HS headings.
    """
    words: dict[str, int] = {}
    hs: dict[str, int] = {}
    lists: tuple[list[list[int]], list[list[int]]] = ([[]], [[]])
    for code in reference.sectors.codes:
        row = reference.taxonomy.sectors[code]
        own = [words.setdefault(word, len(words)) for word in _trade_words(rng, row.name_en)]
        own.append(words.setdefault(row.name_zh, len(words)))
        headings = [hs.setdefault(one, len(hs)) for one in row.hs if len(one) == 4]
        for _ in range(GOODS_A_SECTOR):
            lists[0].append(_pick(rng, own, int(rng.integers(1, 5))))
            lists[1].append(_pick(rng, headings, int(rng.integers(0, 3))))
    return Goods(to_csr(lists[0]), to_csr(lists[1])), tuple(words), tuple(hs)


def _trade_words(rng: np.random.Generator, name: str) -> list[str]:
    """Product words, made of the words of the sector's name."""
    nouns = [
        word for word in re.findall(r"[a-z]{4,}", name.casefold()) if word not in _NAMES_NOTHING
    ]
    qualifiers = rng.choice(_QUALIFIERS, WORDS_A_SECTOR, replace=False).tolist()
    nouns = nouns or ["goods"]
    return [f"{one} {nouns[n % len(nouns)]}" for n, one in enumerate(qualifiers)]


def _pick(rng: np.random.Generator, among: list[int], count: int) -> list[int]:
    return sorted(rng.permutation(among)[:count].tolist())


def smallest_codes(numbers: npt.NDArray[np.integer], kinds: int) -> Codes:
    """Numbers below `kinds` in as few bytes as hold them."""
    return numbers.astype(np.min_scalar_type(max(kinds - 1, 0)))
