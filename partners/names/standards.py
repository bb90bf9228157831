"""Certificates and marks by their usual names, so that a misspelt one is an error.

Names only: that a standard is listed here says nothing about who holds it.
"""

STANDARDS = (
    "ISO 9001",
    "ISO 14001",
    "ISO 45001",
    "ISO 50001",
    "ISO 13485",
    "ISO 22000",
    "ISO 27001",
    "ISO 17025",
    "ISO 14067",
    "IATF 16949",
    "AS9100",
    "ISO/TS 22163",
    "FSSC 22000",
    "HACCP",
    "BRCGS",
    "GMP",
    "SA8000",
    "BSCI",
    "SMETA",
    "WRAP",
    "OEKO-TEX Standard 100",
    "GOTS",
    "GRS",
    "OCS",
    "bluesign",
    "BCI",
    "FSC",
    "PEFC",
    "CE",
    "UKCA",
    "UL",
    "FCC",
    "FDA",
    "RoHS",
    "REACH",
    "CCC",
    "CQC",
    "CNAS",
    "CMA",
    "EN 71",
    "ASTM F963",
    "CPC",
    "IEC 61215",
    "UN 38.3",
    "AEO",
    "CMMI",
)

# The same by its owner's full or older name.
ALIASES = {
    "OEKO-TEX 100": "OEKO-TEX Standard 100",
    "STANDARD 100 by OEKO-TEX": "OEKO-TEX Standard 100",
    "Global Organic Textile Standard": "GOTS",
    "Global Recycled Standard": "GRS",
    "Organic Content Standard": "OCS",
    "Better Cotton Initiative": "BCI",
    "Forest Stewardship Council": "FSC",
    "amfori BSCI": "BSCI",
    "BRC": "BRCGS",
    "TS 16949": "IATF 16949",
    "ISO/IEC 17025": "ISO 17025",
    "ISO/IEC 27001": "ISO 27001",
    "CE marking": "CE",
    "China Compulsory Certification": "CCC",
}
# What people say for short (own judgement): an owner's name for the best known of its marks. A
# brief is told what was assumed.
SHORT = {"OEKO-TEX": "OEKO-TEX Standard 100"}
