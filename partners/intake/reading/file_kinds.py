"""Files of other kinds, told by their first bytes, and what to do with each."""

from __future__ import annotations

import re

from partners.errors import FileFault

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Of imports and of documents alike.
PACKED_OR_PICTURE: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "is packed with gzip: unpack it first"),
    (b"BZh", "is packed with bzip2: unpack it first"),
    (b"7z\xbc\xaf", "is packed with 7-Zip: unpack it first"),
    (b"Rar!", "is packed with RAR: unpack it first"),
    (b"\xfd7zXZ", "is packed with xz: unpack it first"),
    (b"(\xb5/\xfd", "is packed with zstd: unpack it first"),
    (b"\x89PNG", "is a picture: its content is needed as text"),
    (b"\xff\xd8\xff", "is a picture: its content is needed as text"),
    (b"GIF8", "is a picture: its content is needed as text"),
    (b"II*\0", "is a picture: its content is needed as text"),
)
_KINDS: tuple[tuple[bytes, str], ...] = (
    *PACKED_OR_PICTURE,
    (b"%PDF", "is a PDF file: ask its publisher for a table, or save it as XLSX or CSV"),
    (b"{\\rtf", "is an RTF text: save its table as XLSX or CSV"),
    (b"PAR1", "is a Parquet file: save it as CSV"),
    (b"SQLite format 3", "is an SQLite database: save the table as CSV"),
    (b"MIME-Version:", "is a web archive: save it as XLSX or CSV"),
    (b"\xff\xfe\0\0", "is a text in UTF-32: save it as UTF-8"),
    (b"\0\0\xfe\xff", "is a text in UTF-32: save it as UTF-8"),
)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|table|\?xml|\w+:\w+|!--)", re.IGNORECASE)


def refuse_other_kinds(file: str, content: bytes) -> None:
    """Raise `FileFault` for a file that is no table, and for a table of another program.

    By content and not by name: people rename files, and a name proves nothing.
    """
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            reason = "is protected by a password: save it without one"
        else:
            reason = "is an XLS file of Excel 97: save it as XLSX or CSV"
        raise FileFault(file, 1, "", reason)
    for start, reason in _KINDS:
        if content.startswith(start):
            raise FileFault(file, 1, "", reason)
    plain = content[:4_096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if _MARKUP.match(plain):
        reason = "is an HTML or XML text: open it in a spreadsheet and save it as XLSX"
        raise FileFault(file, 1, "", reason)
