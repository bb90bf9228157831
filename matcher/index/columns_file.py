"""Columns as a file that many processes map: written once, never changed, refused when damaged.

    8 bytes   MAGIC
    8 bytes   length of the head
    head      JSON: the texts, and for each array its type, shape and place
    arrays    each at a multiple of 64 bytes

The name is the digest: SHA-256 over the sums (as 64-bit words) of pieces of 64 KiB. Any piece
that is lost, torn or out of its place changes it, and it is reckoned at the speed of memory.
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
MAGIC = b"RONGHE02"
_ALIGNED, _PIECE = 64, 1 << 16
_Leaf = np.ndarray[Any, Any] | tuple[str, ...]


class Damaged(ValueError):
    """The file is not what its name says: torn, cut short or of another kind."""


def write(folder: Path, columns: Columns) -> str:
    """Write the columns below the folder, whole or not at all; the digest that names them. One
    writes at a time: what a killed writer left half written is removed.

    Raises `OSError` when the disk does not take them; nothing is left behind then.
    """
    whole = _encode(columns)
    digest = _digest(whole)
    path = folder / f"{digest}{SUFFIX}"
    if path.exists():
        return digest
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.part"):
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def open_(folder: Path, digest: str) -> Columns:
    """The columns, mapped: their pages are shared by all processes that do so.

    Raises `FileNotFoundError` when there is no such file, `Damaged` when it is not what was
    written.
    """
    path = folder / f"{digest}{SUFFIX}"
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise Damaged(f"{path.name} is empty")
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if _digest(whole) != digest:
        raise Damaged(f"{path.name} holds something else than was written")
    try:
        return _decode(whole)
    except KeyError as missing:
        raise Damaged(f"{path.name} is of another version: it has no {missing}") from missing


def discard(folder: Path, digest: str) -> None:
    """Remove a damaged file, so that it is written anew."""
    (folder / f"{digest}{SUFFIX}").unlink(missing_ok=True)


def keep_only(folder: Path, digests: set[str]) -> None:
    """Remove all other files. Whoever has one mapped keeps it until it lets go."""
    for path in folder.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) not in digests:
            path.unlink(missing_ok=True)


def _digest(whole: Any) -> str:
    size = len(whole)
    pieces = np.frombuffer(whole, np.uint64, size // _PIECE * (_PIECE // 8))
    found = hashlib.sha256(pieces.reshape(-1, _PIECE // 8).sum(axis=1).tobytes())
    found.update(bytes(whole[size // _PIECE * _PIECE :]))
    found.update(size.to_bytes(8, "little"))
    return found.hexdigest()


def _leaves(part: Any, name: str = "") -> Iterator[tuple[str, _Leaf]]:
    """The arrays and tuples of texts of nested dataclasses, by their path."""
    if not is_dataclass(part):
        yield name, part
        return
    for field in fields(part):
        path = f"{name}.{field.name}" if name else field.name
        yield from _leaves(getattr(part, field.name), path)


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
    head = json.dumps({"texts": texts, "arrays": places}, ensure_ascii=False).encode()
    start = _aligned(len(MAGIC) + 8 + len(head))
    whole = bytearray(start + end)
    whole[: len(MAGIC)] = MAGIC
    whole[len(MAGIC) : len(MAGIC) + 8] = len(head).to_bytes(8, "little")
    whole[len(MAGIC) + 8 : len(MAGIC) + 8 + len(head)] = head
    for name, array in arrays.items():
        at = start + places[name][2]
        whole[at : at + array.nbytes] = array.tobytes()
    return whole


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _decode(whole: mmap.mmap) -> Columns:
    if whole[: len(MAGIC)] != MAGIC:
        raise Damaged("columns of another make")
    length = int.from_bytes(whole[len(MAGIC) : len(MAGIC) + 8], "little")
    head = json.loads(whole[len(MAGIC) + 8 : len(MAGIC) + 8 + length])
    start = _aligned(len(MAGIC) + 8 + length)
    leaves: dict[str, _Leaf] = {name: tuple(texts) for name, texts in head["texts"].items()}
    for name, (kind, shape, at) in head["arrays"].items():
        count = int(np.prod(shape))
        leaves[name] = np.frombuffer(whole, kind, count, start + at).reshape(shape)
    found = _assemble(Columns, leaves, "")
    if not isinstance(found, Columns):
        raise Damaged("no columns")
    return found


def _assemble(kind: Any, leaves: dict[str, _Leaf], name: str) -> Any:
    parts = {}
    for field, below in get_type_hints(kind).items():
        path = f"{name}.{field}" if name else field
        parts[field] = _assemble(below, leaves, path) if is_dataclass(below) else leaves[path]
    return kind(**parts)
