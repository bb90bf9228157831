"""Certificates, markets and languages of simulated partners."""

from __future__ import annotations

from datetime import date, timedelta

from demonstration.random_choice import SeededRandom
from demonstration.sizes import SIZES
from partners.registry.records import CertificateRecord

_GENERAL = (("ISO 9001", 45), ("ISO 14001", 22), ("ISO 45001", 14))
_SOCIAL = (("amfori BSCI", 30), ("SMETA", 14), ("WRAP", 8), ("SA8000", 4), ("ISO 9001", 18))
_FOOD = (("HACCP", 40), ("ISO 22000", 30), ("FSSC 22000", 16), ("BRCGS Food Safety", 10))
_WOOD = (("FSC", 30), ("ISO 9001", 30), ("ISO 14001", 20))
_ELECTRIC = (("ISO 9001", 40), ("CE", 36), ("RoHS", 30), ("UL", 16), ("CCC", 34), ("ISO 14001", 16))

# Of a hundred small firms of the division, the number that hold each certificate.
_BY_DIVISION = {
    "C13": _FOOD, "C14": _FOOD, "C15": _FOOD,
    "C17": (("OEKO-TEX STANDARD 100", 36), ("GOTS", 14), ("GRS", 20), ("OCS", 8), ("ISO 9001", 24)),
    "C18": (*_SOCIAL, ("OEKO-TEX STANDARD 100", 32), ("GOTS", 13), ("GRS", 15)),
    "C19": (*_SOCIAL, ("REACH", 20)),
    "C20": _WOOD, "C21": (*_WOOD, ("amfori BSCI", 18)), "C22": _WOOD, "C23": _WOOD,
    "C24": (("amfori BSCI", 28), ("EN 71", 34), ("ASTM F963", 28), ("CPSIA", 16), ("CCC", 24)),
    "C26": (*_GENERAL, ("REACH", 30)), "C27": (("GMP", 70), ("ISO 9001", 30), ("FDA", 12)),
    "C29": (*_GENERAL, ("RoHS", 22), ("REACH", 18)),
    "C35": (*_GENERAL, ("CE", 34)), "C36": (("IATF 16949", 55), ("ISO 14001", 26), ("CCC", 20)),
    "C38": _ELECTRIC, "C39": (*_ELECTRIC, ("FCC", 26)), "C40": (*_GENERAL, ("CE", 30)),
}  # fmt: skip
_BY_GROUP = {
    "C277": (("ISO 13485", 50), ("CE", 40), ("FDA", 24)),
    "C358": (("ISO 13485", 64), ("CE", 46), ("FDA", 20), ("ISO 9001", 20)),
    "C371": (("ISO/TS 22163", 50), ("ISO 9001", 50)),
    "C372": (("ISO/TS 22163", 50), ("ISO 9001", 50)),
    "C374": (("AS9100", 55), ("ISO 9001", 40)),
    "C384": (("UN 38.3", 60), ("CE", 36), ("UL", 24), ("ISO 9001", 44)),
}
_BY_SERVICE = {
    "PS014": (("CNAS laboratory accreditation", 60), ("CMA", 55), ("ISO/IEC 17025", 50)),
    "PS02": (("AEO", 26), ("ISO 9001", 34)),
    "PS032": (("CMMI", 34), ("ISO/IEC 27001", 36), ("ISO 9001", 26)),
    "PS09": (("AEO", 22), ("ISO 9001", 20)),
}
# Factors in tenths by size, workshop to large: larger firms hold more certificates.
_SIZE_TENTHS = (5, 10, 14, 18)
_YEARLY = (
    "amfori BSCI",
    "SMETA",
    "WRAP",
    "OEKO-TEX STANDARD 100",
    "GOTS",
    "GRS",
    "OCS",
    "BRCGS Food Safety",
    "CPSIA",
)
_THREE_YEARS_FROM, _ONE_YEAR_FROM = date(2023, 6, 1), date(2025, 8, 1)

_MARKETS = (
    ("US", 30), ("EU", 30), ("JP", 12), ("GB", 10), ("KR", 8), ("AU", 7), ("CA", 7), ("VN", 5),
    ("RU", 6), ("AE", 6), ("SA", 5), ("BR", 5), ("MX", 5), ("IN", 4), ("ID", 4), ("ZA", 3),
)  # fmt: skip
_MARKET_LANGUAGES = {
    "JP": "ja", "KR": "ko", "RU": "ru", "EU": "de", "MX": "es", "BR": "pt", "AE": "ar", "SA": "ar",
    "VN": "vi",
}  # fmt: skip


def certificates_of(
    rng: SeededRandom, sector: str, size: str, known_percent: int
) -> tuple[CertificateRecord, ...]:
    """Draw the certificates in a firm's record; some expire before November 2026.

    `known_percent` is the share of the held certificates that the record names.
    """
    held = [
        standard
        for standard, percent in _table(sector)
        if rng.happens(min(95, percent * _SIZE_TENTHS[SIZES.index(size)] // 10))
    ]
    return tuple(_certificate(rng, standard) for standard in held if rng.happens(known_percent))


def markets_of(rng: SeededRandom, size: str, export_focused: bool) -> tuple[str, ...]:
    """Draw the firm's export markets; empty without exports. Most `export_focused` firms export."""
    percent = 88 if export_focused else (35, 55, 75, 90)[SIZES.index(size)]
    if not rng.happens(percent):
        return ()
    wide = 3 if export_focused else 2
    # Firms that live by small orders from abroad mostly sell to the two largest markets.
    table = [
        (code, weight * 3 if export_focused and weight >= 30 else weight)
        for code, weight in _MARKETS
    ]
    return tuple(rng.sample(table, 1 + rng.integer_below(wide) + rng.integer_below(wide)))


def languages_of(
    rng: SeededRandom, markets: tuple[str, ...], export_focused: bool
) -> tuple[str, ...]:
    """Draw the firm's languages: Chinese, mostly English if it exports, sometimes a market's."""
    languages = ["zh"]
    if rng.happens((94 if export_focused else 85) if markets else 25):
        languages.append("en")
    for market in markets:
        language = _MARKET_LANGUAGES.get(market)
        if language and language not in languages and rng.happens(25):
            languages.append(language)
    return tuple(languages)


def _table(sector: str) -> tuple[tuple[str, int], ...]:
    if sector.startswith("PS"):
        return _BY_SERVICE.get(sector) or _BY_SERVICE.get(sector[:4], (("ISO 9001", 22),))
    return _BY_GROUP.get(sector) or _BY_DIVISION.get(sector[:3], _GENERAL)


def _certificate(rng: SeededRandom, standard: str) -> CertificateRecord:
    # Some records name a certificate without body and dates, as real ones do.
    if rng.happens(12):
        return CertificateRecord(standard)
    yearly = standard in _YEARLY
    first = _ONE_YEAR_FROM if yearly else _THREE_YEARS_FROM
    start = first + timedelta(days=rng.integer_below(440 if yearly else 1_200))
    end = start.replace(year=start.year + (1 if yearly else 3), day=min(start.day, 28))
    return CertificateRecord(standard, "Simulated certification body", start, end)
