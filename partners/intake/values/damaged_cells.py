"""Values that a spreadsheet has destroyed, and rows that are no rows of a list. No Django here."""

from __future__ import annotations

import re

from partners.intake.values.cell_values import CellFault

_FORMULA_ERROR = re.compile(
    r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|BUSY!)"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)
_WHOLE = re.compile(r"(\d+)\.0+")
_TOTALS = re.compile(
    r"(?:合\s*计|总\s*计|小\s*计|共\s*计|grand total|sub-?total|totals?|sum)"
    r"\s*[:：]?(?:\s*[\d,.]+.*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:注|备注|说明|数据来源|资料来源|来源|notes?|sources?)\s*\d*\s*[:：].*", re.IGNORECASE
)
_LOST = "\ufffd"
# UTF-8 that was read as Windows-1252 and saved again: å¹¿å·ž for 广州.
_GARBLED = re.compile("[äåæçèé][\u0080-\u00bf\u2013-\u2122\u0152-\u0192\u02c6\u02dc]")


def check_cell(text: str) -> None:
    """Raise `CellFault` for an error of a formula, and for a text with signs that were lost."""
    if text[:1] == "#" and _FORMULA_ERROR.fullmatch(text):
        raise CellFault("is the error of a formula: give its value")
    if text[:1] == "=" and len(text) > 1:
        raise CellFault("is a formula: give its value")
    if _LOST in text or len(_GARBLED.findall(text)) > 1:
        raise CellFault("lost its characters in a wrong encoding: export the list anew as UTF-8")


def whole_digits(text: str) -> str:
    """The text of digits that a spreadsheet may have made a number: 610910.0 is 610910.

    Raises `CellFault` for 6.1E+05, of which digits are lost.
    """
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        reason = (
            "was turned into a number by a spreadsheet and its digits are lost: format the column"
            " as text and export it anew"
        )
        raise CellFault(reason)
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def no_organisation(name: str, column: str) -> str:
    """Why a row with this name is no organisation: totals, a remark, the header again, a number.

    "" where it may be one.
    """
    if name == column:
        return "repeats the header"
    if _TOTALS.fullmatch(name):
        return "is a row of totals and no organisation"
    if _REMARK.fullmatch(name):
        return "is a remark below the list and no organisation"
    if not any(map(str.isalpha, name)):
        return "has no letter: it is no name of an organisation"
    return ""
