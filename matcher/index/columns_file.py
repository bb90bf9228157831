"""Columns as a file that many processes map: written once, never changed, refused when damaged.

    offset  bytes   content
    0       8       MAGIC, with the version of the format
    8       8       h, the length of the header, as a little-endian unsigned integer
    16      h       header: JSON in UTF-8,
                    {"texts": {path: [text, ...]}, "arrays": {path: [dtype, shape, offset]}}
    a       ...     arrays, C-contiguous, each at a multiple of 64 bytes; a is 16 + h rounded up
                    to such a multiple, and an array's offset counts from a

A path is the name of a field of `Columns`, or names of nested fields with dots between them, as
`dictionary.goods.words.ptr`; the docstrings of `columns` give each field's shape. The dtype is
NumPy's, with its byte order (`<i8`). The name of the file is its digest: SHA-256 over the sums, as
64-bit words, of its whole pieces of 64 KiB, then over the rest of its bytes and its length.
"""

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from matcher.index.columns import Columns

SUFFIX = ".columns"
MAGIC = b"RONGHE04"
# 64 bytes are a cache line, and what the widest vector loads are aligned to.
_ALIGNED, _PIECE = 64, 1 << 16
_Leaf = np.ndarray[Any, Any] | tuple[str, ...]


class DamagedFile(ValueError):
    """The file is not what its name says: torn, cut short or of another version."""


def columns_path(folder: Path, digest: str) -> Path:
    """The path of the file with this digest."""
    return folder / f"{digest}{SUFFIX}"


def write_columns_file(folder: Path, columns: Columns) -> str:
    """Write the columns below the folder, all or nothing, and return the digest that names them.
    The caller sees to it that there is one writer at a time: the parts that a killed writer left
    are removed.

    Raises `OSError` when the disk does not take the file, and leaves nothing behind.
    """
    content = _encode(columns)
    digest = _digest(content)
    path = columns_path(folder, digest)
    if path.exists():
        return digest
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def map_columns_file(folder: Path, digest: str) -> Columns:
    """The columns, mapped read-only: all processes that map the file share its pages.

    Raises `FileNotFoundError` when there is no such file, `DamagedFile` when its content is not
    what was written.
    """
    path = columns_path(folder, digest)
    with path.open("rb") as file:
        # An empty file cannot be mapped.
        if not os.fstat(file.fileno()).st_size:
            raise DamagedFile(f"{path.name} is empty")
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if _digest(content) != digest:
        raise DamagedFile(f"{path.name} does not hold what was written")
    try:
        return _decode(content)
    except KeyError as missing:
        raise DamagedFile(f"{path.name} is of another version: it has no {missing}") from missing


def remove_other_files(folder: Path, digests: set[str]) -> None:
    """Remove all files but these. A process that has a removed file mapped keeps its pages."""
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) not in digests:
            path.unlink(missing_ok=True)


def _digest(content: Any) -> str:
    # A million partners are 53 MB: SHA-256 over every byte takes many times as long as sums, which
    # run at the speed of memory. A piece that is lost, torn or out of its place
    # changes a sum or their order; the digest guards against accidents, not against forgers.
    size = len(content)
    pieces = np.frombuffer(content, np.uint64, size // _PIECE * (_PIECE // 8))
    found = hashlib.sha256(pieces.reshape(-1, _PIECE // 8).sum(axis=1).tobytes())
    found.update(bytes(content[size // _PIECE * _PIECE :]))
    found.update(size.to_bytes(8, "little"))
    return found.hexdigest()


def _leaves(part: Any, name: str = "") -> Iterator[tuple[str, _Leaf]]:
    """The arrays and tuples of texts of nested dataclasses, by their path."""
    if not is_dataclass(part):
        yield name, part
        return
    for field in fields(part):
        yield from _leaves(getattr(part, field.name), _path(name, field.name))


def _path(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name


def _encode(columns: Columns) -> bytearray:
    texts, arrays = {}, {}
    for name, leaf in _leaves(columns):
        if isinstance(leaf, tuple):
            texts[name] = leaf
        else:
            arrays[name] = np.ascontiguousarray(leaf)
    places, end = {}, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.shape, end)
        end = _aligned(end + array.nbytes)
    header = json.dumps({"texts": texts, "arrays": places}, ensure_ascii=False).encode()
    start = _aligned(len(MAGIC) + 8 + len(header))
    content = bytearray(start + end)
    content[: len(MAGIC) + 8 + len(header)] = MAGIC + len(header).to_bytes(8, "little") + header
    for name, array in arrays.items():
        at = start + places[name][2]
        content[at : at + array.nbytes] = array.tobytes()
    return content


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _decode(content: mmap.mmap) -> Columns:
    if content[: len(MAGIC)] != MAGIC:
        raise DamagedFile("columns of another format")
    length = int.from_bytes(content[len(MAGIC) : len(MAGIC) + 8], "little")
    header = json.loads(content[len(MAGIC) + 8 : len(MAGIC) + 8 + length])
    start = _aligned(len(MAGIC) + 8 + length)
    leaves: dict[str, _Leaf] = {name: tuple(texts) for name, texts in header["texts"].items()}
    for name, (kind, shape, at) in header["arrays"].items():
        count = int(np.prod(shape))
        leaves[name] = np.frombuffer(content, kind, count, start + at).reshape(shape)
    found: Columns = _assemble(Columns, leaves, "")
    return found


def _assemble(kind: Any, leaves: dict[str, _Leaf], name: str) -> Any:
    parts = {}
    for field, below in get_type_hints(kind).items():
        path = _path(name, field)
        parts[field] = _assemble(below, leaves, path) if is_dataclass(below) else leaves[path]
    return kind(**parts)
