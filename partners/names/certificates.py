"""Certificates, marks and licences: their names, and which one implies which.

The rows are those of `seeds/certificates.csv`. A certificate that has no row is free text: it is
compared by its normal form (`certificate_key`), and it is never refused.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from partners.csv_rows import Row, read_rows

_FILE = Path(__file__).resolve().parents[2] / "seeds" / "certificates.csv"
_LISTS = ("aliases", "field_aliases", "assumed_aliases", "subject", "implies", "applies_to")
_COLUMNS = ("name", *_LISTS, "scheme", "confidence", "source")
# "ISO 9001:2015" and "GB 2626-2019" name an edition; records and briefs compare standards.
_EDITION = re.compile(r":.*$|(?<=\d)-(?:19[89]|20[0-4])\d$")
# What people say behind the name of a certificate.
_SAID_BEHIND = re.compile(
    r"(?:[\s-]*(?:certifi(?:ed|cates?|cation)|complian(?:t|ce)|approv(?:ed|al)|audit(?:ed)?"
    r"|marking|mark|reports?|tested|认证证书|体系认证|认证|证书|标准|检测报告|检测))+$",
    re.IGNORECASE,
)
# A Latin word, a number or a Chinese sign of a sentence; what may stand between those of a name.
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+|\d+|[\u3400-\u9fff]")
_JOINED = re.compile(r"(?:\w|[\s/.:&()-])+")
# A word, not the letters of a code.
_ENGLISH = re.compile(r"[a-z]{2}")
# Three letters in mixed case.
_ABBREVIATION = re.compile(r"(?![A-Z]{3})[A-Za-z]{3}")
_MOST_WORDS, _FIRST_CHINESE = 20, "\u3400"
# Everything; of a division or service class, what is below it as well.
_ALL, _BELOW = "ALL", "*"


@dataclass(frozen=True)
class CertificateKind:
    """A certificate, mark, audit or licence.

    `aliases` are its other names. `field_aliases` are names that are also other words, and that
    count only in a field for certificates. `assumed_aliases` stand for something wider, for which
    this certificate is assumed. `scheme`: who issues it or owns the rules. `implies`: the names of
    certificates whose demands are part of this one's. `applies_to`: codes of sectors and services
    whose partners hold it or whose goods carry it; `ALL`, or `C*` for all manufacturing.
    """

    name: str
    aliases: tuple[str, ...]
    field_aliases: tuple[str, ...]
    assumed_aliases: tuple[str, ...]
    scheme: str
    subjects: tuple[str, ...]
    implies: tuple[str, ...]
    applies_to: tuple[str, ...]
    confidence: str
    source: str

    @property
    def every_alias(self) -> tuple[str, ...]:
        return (*self.aliases, *self.field_aliases, *self.assumed_aliases)

    def applies(self, lineage: tuple[str, ...]) -> bool:
        """Whether the certificate applies to a sector, given by its code and its ancestors'."""
        return any(
            given == _ALL or any(code.startswith(given.removesuffix(_BELOW)) for code in lineage)
            for given in self.applies_to
        )


class CertificateMention(NamedTuple):
    """A certificate that a text names at `text[start:end]`."""

    start: int
    end: int
    name: str


@cache
def name_in_chinese(name: str) -> str:
    """The name of a certificate in a Chinese sentence: its first Chinese alias where the name is
    English words (Green Factory, 绿色工厂); a code (ISO 9001), or a mark without one, as it is.
    """
    known = certificates().get(name)
    if known is None or not _ENGLISH.search(name):
        return name
    return next((one for one in known.every_alias if one[0] >= _FIRST_CHINESE), name)


@cache
def certificates() -> Mapping[str, CertificateKind]:
    """All known certificates, by name. Raises `FileFault` where the seed file is wrong."""
    rows = list(read_rows(_FILE, _COLUMNS))
    names = {row.required_text("name") for row in rows}
    return {row.text("name"): _certificate(row, names) for row in rows}


def _certificate(row: Row, names: set[str]) -> CertificateKind:
    aliases, field_aliases, assumed, subjects, _, applies_to = (
        row.text_list(column) for column in _LISTS
    )
    return CertificateKind(
        row.required_text("name"),
        aliases,
        field_aliases,
        assumed,
        row.required_text("scheme"),
        subjects,
        row.code_list("implies", names),
        applies_to,
        row.required_text("confidence"),
        row.required_text("source"),
    )


def search_certificates(part: str, lineage: tuple[str, ...] | None = None) -> list[CertificateKind]:
    """The certificates with this part in a name or alias, sorted by name. `lineage`: only those
    that apply to a sector, given by its code and its ancestors'.
    """
    key = certificate_key(part)
    return sorted(
        (
            row
            for row in certificates().values()
            if any(key in certificate_key(name) for name in (row.name, *row.every_alias))
            and (lineage is None or row.applies(lineage))
        ),
        key=lambda row: row.name.casefold(),
    )


def find_certificate(text: str) -> CertificateKind | None:
    """The certificate of this name or alias; None where none is known."""
    names = _names_by_key()
    for spelling in (text, _SAID_BEHIND.sub("", text.strip())):
        if name := names.get(certificate_key(spelling)):
            return certificates()[name]
    return None


def certificate_name(text: str) -> str:
    """The usual name of a certificate without its edition; of an unknown one the text itself, with
    single spaces.
    """
    found = find_certificate(text)
    return found.name if found else " ".join(text.split())


def is_assumed_alias(text: str) -> bool:
    """Whether the text stands for something wider, such as the owner of several certificates."""
    found = find_certificate(text)
    aliases = found.assumed_aliases if found else ()
    return certificate_key(text) in map(certificate_key, aliases)


@lru_cache(maxsize=4_096)
def certificate_key(text: str) -> str:
    """The form in which certificates are compared: `ISO 9001`, `iso9001` and `ISO 9001:2015` have
    the same.
    """
    bare = _EDITION.sub("", text.strip()).casefold()
    return "".join(letter for letter in bare if letter.isalnum())


@lru_cache(maxsize=4_096)
def satisfies(held: str, asked: str) -> bool:
    """Whether a partner that holds the first certificate meets a wish for the second."""
    return certificate_key(certificate_name(asked)) in _implied_keys(held)


@lru_cache(maxsize=4_096)
def _implied_keys(text: str) -> frozenset[str]:
    """The keys of the certificate and of all that it implies, over several steps too."""
    found = find_certificate(text)
    keys = {certificate_key(found.name if found else text)}
    return frozenset(keys.union(*map(_implied_keys, found.implies if found else ())))


def certificates_named_in(text: str) -> Iterator[CertificateMention]:
    """Yield the certificates that a sentence names, in its order; the longest name wins."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        mention, used = _longest_mention(text, words[at : at + _MOST_WORDS])
        if mention is not None:
            yield mention
        at += max(used, 1)


def _longest_mention(
    text: str, words: Sequence[re.Match[str]]
) -> tuple[CertificateMention | None, int]:
    """The longest name that begins with the first word, and the number of its words."""
    start, spellings = words[0].start(), _spellings_in_sentences()
    if _continues(text, start - 1, start):
        return None, 0
    for used in range(len(words), 0, -1):
        end = words[used - 1].end()
        spelled = text[start:end]
        spelling = spellings.get(certificate_key(spelled))
        if spelling is None or not _JOINED.fullmatch(spelled) or _continues(text, end - 1, end):
            continue
        # ErP is a directive, ERP a kind of software.
        if _ABBREVIATION.fullmatch(spelling) and spelled != spelling:
            continue
        # Capitals are also words: only "CE" is the mark, "ce" is not.
        if not spelling.isupper() or spelled.isupper():
            return CertificateMention(start, end, _names_by_key()[certificate_key(spelled)]), used
    return None, 0


def _continues(text: str, left: int, right: int) -> bool:
    """Whether a Latin word or a number goes on from one place of the text to the next."""
    return (
        left >= 0
        and right < len(text)
        and all(text[at].isalnum() and text[at] < _FIRST_CHINESE for at in (left, right))
    )


@cache
def _names_by_key() -> Mapping[str, str]:
    """Key of each name and alias -> name. A name wins over another's alias."""
    keys: dict[str, str] = {}
    for row in certificates().values():
        for alias in row.every_alias:
            keys[certificate_key(alias)] = row.name
    return keys | {certificate_key(name): name for name in certificates()}


@cache
def _spellings_in_sentences() -> Mapping[str, str]:
    """Key -> spelling, of each name and alias that counts in a sentence."""
    return {
        certificate_key(spelling): spelling
        for row in certificates().values()
        for spelling in (*row.aliases, *row.assumed_aliases, row.name)
        if spelling not in row.field_aliases
    }
