"""Identifiers of organisations: valid ones decide, and contradictory ones veto."""

import re
from collections.abc import Mapping

# Those that lists and people may give; there are records with others.
IDENTIFIERS = ("uscc", "lei", "stock", "customs", "website")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHORTEST_LEI = 20
# The host of a website; an address of mail is none.
_HOST = re.compile(r"[^\W_][\w-]*(?:\.[\w-]+)+(?::\d{1,5})?")
# What ends the host, also where a cell gives several websites.
_AFTER_HOST = re.compile(r"[/?#,;，；、|\s]")
_CUSTOMS = re.compile(r"^\d{9}[0-9A-Z]$")
# An organisation has one of these. It may have stock codes of several kinds of shares, and customs
# codes of several places.
_UNIQUE = ("uscc", "lei")
# By their code, A shares, B shares and those in Hong Kong. Beijing has renumbered its firms.
_SHARES = {
    "A": re.compile(r"^(6\d{5}\.SH|[03]\d{5}\.SZ)$"),
    "B": re.compile(r"^(9\d{5}\.SH|2\d{5}\.SZ)$"),
    "H": re.compile(r"^\d{1,5}\.HK$"),
}
_DECIDING = ("uscc", "lei", "customs", "stock")


def valid_identifier(kind: str, value: str) -> bool:
    """Whether a value can be an identifier of its kind, by its check digits where it has some.

    Source: GB 32100-2015 (USCC), ISO 17442 (LEI).
    """
    if kind == "uscc":
        return _valid_uscc(value)
    if kind == "lei":
        return _valid_lei(value)
    if kind == "customs":
        return _CUSTOMS.match(value) is not None
    if kind == "website":
        return _HOST.fullmatch(_host(value)) is not None
    return bool(value)


def identifier_text(kind: str, text: str) -> str:
    """The one spelling of an identifier: a stock code as 600000.SH, a website as its host."""
    if kind == "website":
        return _host(text)
    return re.sub(r"\.SS$", ".SH", _clean(text)) if kind == "stock" else _clean(text)


def compare_identifiers(
    left: Mapping[str, str], right: Mapping[str, str]
) -> tuple[bool | None, tuple[str, ...]]:
    """Whether identifiers say same (True), different (False) or nothing (None), and the reasons.

    A contradiction vetoes even where another identifier is equal. An invalid value says nothing.
    """
    if not left or not right:
        return None, ()
    same: list[str] = []
    for kind in _DECIDING:
        mine, other = (_clean(side.get(kind, "")) for side in (left, right))
        if not (valid_identifier(kind, mine) and valid_identifier(kind, other)):
            continue
        if mine == other:
            same.append(f"identifier: {kind} {mine}")
        elif kind in _UNIQUE:
            return False, (f"identifier: {kind} {mine} is not {other}",)
    return (True if same else None), tuple(same)


def listed_apart(left: Mapping[str, str], right: Mapping[str, str]) -> str:
    """The reason why two stock codes are of two firms: shares of one kind with another code. Empty
    where they say nothing.
    """
    # Hong Kong's codes are also written with zeros in front: 700.HK, 00700.HK.
    mine, other = (
        re.sub(r"^0+(\d+\.HK)$", r"\1", identifier_text("stock", side.get("stock", "")))
        for side in (left, right)
    )
    apart = mine != other and any(
        kind.match(mine) and kind.match(other) for kind in _SHARES.values()
    )
    return f"identifier: stock {mine} is not {other}" if apart else ""


def same_website(left: Mapping[str, str], right: Mapping[str, str]) -> bool:
    """Whether both give one website; firms of one group may share it, so it does not decide."""
    mine, other = (_host(side.get("website", "")) for side in (left, right))
    return bool(mine) and mine == other


def _clean(value: str) -> str:
    return re.sub(r"[\s-]", "", value).upper()


def _host(address: str) -> str:
    host = _AFTER_HOST.split(re.sub(r"^https?://", "", address.strip().casefold()))[0]
    return host.removeprefix("www.")


def _valid_uscc(value: str) -> bool:
    if len(value) != 18 or any(sign not in _USCC_SIGNS for sign in value):
        return False
    total = sum(_USCC_SIGNS.index(sign) * 3**i % 31 for i, sign in enumerate(value[:17]))
    return _USCC_SIGNS[-total % 31] == value[17]


def _valid_lei(value: str) -> bool:
    if len(value) != _SHORTEST_LEI or not value.isalnum() or not value.isascii():
        return False
    return int("".join(str(int(sign, 36)) for sign in value)) % 97 == 1
