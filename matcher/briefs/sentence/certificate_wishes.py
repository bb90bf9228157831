"""Certificates: those that are known by name, and numbers in the form of a standard's."""

import re

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.service_words import NAME_OF
from partners.names.certificates import certificates_named_in, find_certificate

# Bodies whose numbered standards are certified or tested by.
_STANDARD = re.compile(
    r"(?<![a-z0-9])(?:(?:bs|din|nf|uni|gb|as/nzs|as|csa|jis|ks|sae|mil-std|mil|ansi(?:/[a-z]+)?"
    r"|astm|iso(?:/(?:iec|ts))?|iec(?:/en)?|en(?:\siso)?|"
    r"ipc|ul|etl|nsf(?:/ansi)?|nfpa|api|asme|aatcc|cfr|gb/t|yy|yy/t|qb/t|fz/t|un\sece|ece"
    r"|e/ece)(?:\s|-)?(?:[a-z]-?)?\d{2,6}(?:[-.:/]\d{1,4}){0,3}[a-z]?)(?![a-z0-9])"
)
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9])")
_PROVIDER = re.compile(
    r"\s?(?:机构|公司|服务|单位|咨询|辅导|代办|agenc|compan|consult|service|firm)"
)
_JOINT = re.compile(r"\s?(?:,|/|\+|&|、|，|和|及|and|or)\s?(?:and\s)?")
_CLASS = re.compile(
    r"[\s,(]{0,2}(?:class|grade|level|type|part|等级|级别)\s?(?:[0-9]{1,2}|i{1,3}"
    r"|[a-d])(?![a-z0-9])|\s?[0-9一二三]级"
)
_SAID = re.compile(
    r"\s?-?(?:audit(?:ed)?|certifi(?:ed|cates?|cations?)|complian(?:t|ce)|approv(?:ed|al)|marking|marked"
    r"|listed|standards?|认证证书|体系认证|认证|证书|标准)(?![a-z])"
)
_FREE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z][A-Z0-9-]{2,9})\s(?:certified|certificate|certification|compliant"
    r"|approved)(?![a-z])|([A-Z][A-Z0-9-]{2,9})认证"
)
_FREE_TEXT = "no certificate of our list: compared by its name"


def read_certificates(text: BuyerText, findings: Findings) -> None:
    """Read the certificates. One that nobody knows is kept as it is written."""
    for start, end, name in certificates_named_in(text.text):
        # "碳核查机构" offers carbon verification; it is asked for no certificate of it.
        is_service = text.plain[start:end] in NAME_OF and text.after(end, _PROVIDER)
        if text.free(start, end) and not is_service:
            _add(text, findings, start, end, name, "")
    for found in _CAPITALS.finditer(text.text):
        known = find_certificate(found[0])
        if known and text.free(*found.span()) and _beside_another(text, findings, *found.span()):
            _add(text, findings, *found.span(), known.name, "")
    for found in text.find(_STANDARD):
        written = " ".join(text.text[found.start() : found.end()].split())
        _add(text, findings, *found.span(), written, _FREE_TEXT)
    for written_as in _FREE.finditer(text.text):
        group = 1 if written_as[1] else 2
        start, end = written_as.span(group)
        if text.free(start, end) and written_as[group] not in ("OEM", "ODM", "LED"):
            _add(text, findings, start, end, written_as[group], _FREE_TEXT)


def _beside_another(text: BuyerText, findings: Findings, start: int, end: int) -> bool:
    """Whether a list joins this name to a certificate: only there "CB" is one."""
    return any(
        _JOINT.fullmatch(text.plain, end, one.start) or _JOINT.fullmatch(text.plain, one.end, start)
        for one in findings.understood
        if one.field == "certifications"
    )


def _add(text: BuyerText, findings: Findings, start: int, end: int, name: str, note: str) -> None:
    if graded := text.after(end, _CLASS):
        findings.tell(end, graded.end(), UnusedReason.CLASS)
    elif said := text.after(end, _SAID):
        end = said.end()
    findings.add("certifications", name, start, end, note)
