"""The encoding of a text, or the reason why it has none."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from itertools import islice

from core.languages.messages import Message
from partners.errors import FileFault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_BLOCK = 1_000_000
# So many bytes above ASCII that are valid UTF-8 are no chance in a text of another encoding.
_NO_CHANCE = 12
_UTF_7 = re.compile(rb"\+([A-Za-z0-9+/]{3,})(?![A-Za-z0-9+/])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_CUT = 4


def encoding_of(file: str, content: bytes) -> str:
    """The encoding of a text in UTF-8, UTF-16 or GB 18030, all of which was decoded once.

    Raises `FileFault` naming the row of the first sign that is wrong in it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(file, content, encoding)
    if encoding := _utf_16(content[:_SAMPLE]):
        # Without a mark only the place of the zero bytes tells the two byte orders apart.
        return _checked(file, content, encoding)
    if b"\0" in content:
        raise FileFault(file, _row(content, content.index(b"\0")), "", "holds a NUL character")
    # First: nearly every text is valid GB 18030, and only UTF-8 is valid UTF-8.
    fault = _first_fault(content, "utf-8")
    if fault is None:
        _refuse_utf_7(file, content[:_SAMPLE])
        return "utf-8"
    _refuse_near_utf_8(file, content, fault)
    if (other := _first_fault(content, "gb18030")) is not None:
        raise _fault(file, content, other, "gb18030")
    _refuse_rare_signs(file, content)
    return "gb18030"


def _checked(file: str, content: bytes, encoding: str) -> str:
    fault = _first_fault(content, encoding)
    if fault is not None:
        raise _fault(file, content, fault, encoding)
    if encoding == "utf-8-sig" and b"\0" in content:
        raise FileFault(file, _row(content, content.index(b"\0")), "", "holds a NUL character")
    return encoding


def _first_fault(content: bytes, encoding: str) -> int | None:
    """The position of the first byte that is wrong in the encoding. In blocks: to decode a large
    file at once takes several times its size.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content) + 1, _BLOCK):
        block = content[start : start + _BLOCK]
        try:
            decoder.decode(block, final=start + _BLOCK >= len(content) + 1)
        except UnicodeDecodeError as fault:
            # The decoder may hold some bytes of the block before.
            return max(0, start + fault.start - (len(fault.object) - len(block)))
    return None


def _fault(file: str, content: bytes, at: int, encoding: str) -> FileFault:
    if at >= len(content) - _CUT:
        reason = "ends in the middle of a character: the file was cut, take a whole copy"
    elif encoding.startswith("utf-16"):
        reason = "holds half a character (a lone surrogate) of UTF-16: save it as UTF-8"
    else:
        reason = "the text is none of UTF-8, UTF-16 and GB 18030: save it as UTF-8"
    row = content[:at].count(b"\n") + 1
    return FileFault(file, row, "", reason)


def _utf_16(sample: bytes) -> str:
    """The byte order of a text in UTF-16 without a mark; empty for any other.

    A stray NUL makes no UTF-16: in it every line ends with one.
    """
    zeros = sample.count(0)
    if zeros < len(sample) * 0.02 or not zeros:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    ends = sample[::2].count(10) + sample[1::2].count(10)
    paired = sample.count(b"\n\0") + sample.count(b"\0\n")
    if ends and not paired:
        return ""
    if not ends and zeros < len(sample) * 0.1:
        return ""
    return "utf-16-le" if odd >= even else "utf-16-be"


def _refuse_near_utf_8(file: str, content: bytes, at: int) -> None:
    """Refuse what is UTF-8 but for a part, before GB 18030 turns it into other characters."""
    row = _row(content, at)
    if at >= len(content) - _CUT and _is_surely_utf_8(content[:at]):
        raise _fault(file, content, at, "utf-8")
    try:
        content[at : at + _BLOCK].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    else:
        reason = "holds half a character (a lone surrogate): save it as UTF-8"
        raise FileFault(file, row, "", reason)
    # Lines are looked at one by one: each may be of another encoding.
    for number, line in enumerate(islice(content.split(b"\n"), 100_000), 1):
        if _is_surely_utf_8(line):
            reason = Message(
                "is not UTF-8, and row {row} is: the file mixes encodings, save it as UTF-8",
                row=number,
            )
            raise FileFault(file, row, "", reason)


def _is_surely_utf_8(line: bytes) -> bool:
    high = sum(len(part) for part in re.findall(rb"[\x80-\xff]+", line[:_SAMPLE]))
    if high < _NO_CHANCE:
        return False
    try:
        line[:_SAMPLE].decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.start >= _SAMPLE - _CUT
    return True


def _refuse_rare_signs(file: str, content: bytes) -> None:
    """Refuse a text that decodes as GB 18030 to signs that hardly any text holds: another encoding
    such as Big5 or Windows-1252.
    """
    found = content[:_SAMPLE].decode("gb18030", "ignore")
    high = [sign for sign in found if sign > "\x7f"]
    common = 0
    for sign in high:
        packed = sign.encode("gb2312", "ignore")
        # The first level of GB 2312, and its punctuation.
        common += bool(packed) and (0xB0 <= packed[0] <= 0xD7 or packed[0] <= 0xA9)
    if common * 2 < len(high):
        at = next(at for at, byte in enumerate(content) if byte > 0x7F)
        reason = (
            "the text is neither UTF-8 nor likely GB 18030 (it may be Big5 or Windows-1252):"
            " save it as UTF-8"
        )
        raise FileFault(file, _row(content, at), "", reason)


def _refuse_utf_7(file: str, sample: bytes) -> None:
    if not sample.isascii():
        return
    found = list(_UTF_7.finditer(sample))
    chinese = [one for one in found if _CHINESE.fullmatch(_from_utf_7(one[1]))]
    # One may be a chance: A+Bcdefg.
    if len(chinese) > 1 and len(chinese) * 2 > len(found):
        row = _row(sample, chinese[0].start())
        raise FileFault(file, row, "", "is a text in UTF-7: save it as UTF-8")


def _from_utf_7(packed: bytes) -> str:
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4)).decode("utf-16-be")
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _row(content: bytes, at: int) -> int:
    return content[:at].count(b"\n") + 1
