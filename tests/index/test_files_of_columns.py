"""A file of columns is what was written, or it is refused; and nobody needs it."""

import errno
import os
from random import Random

import numpy as np
import pytest

from matcher.index.cohorts import group_into_cohorts
from matcher.index.columns_file import (
    DamagedFile,
    columns_path,
    map_columns_file,
    remove_other_files,
    write_columns_file,
)
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from tests.scoring import generators


@pytest.fixture
def world():
    """A reference, partners by id, a brief, and the partners as columns."""
    rng = Random(11)
    reference, candidates, wanted = generators.some_world(rng, most=200)
    known = {one.id: one for one in candidates}
    assert len(known) > 50
    return reference, known, wanted, encode_columns(reference, candidates)


def rank(reference, known, wanted, columns):
    segments = [Segment(columns)]
    return ranking.rank(
        compile_brief(reference, wanted),
        segments,
        lambda ids: {pk: known[pk] for pk in ids},
        count_coverage(reference, segments, wanted.datasets),
    )


def test_mapped_columns_rank_as_those_that_were_written(world, tmp_path):
    reference, known, wanted, columns = world
    digest = write_columns_file(tmp_path, columns)
    mapped = map_columns_file(tmp_path, digest)

    assert mapped.dictionary.words == columns.dictionary.words
    assert rank(reference, known, wanted, mapped) == rank(reference, known, wanted, columns)
    assert not mapped.facts.ids.flags.writeable


def test_the_same_columns_are_one_file(world, tmp_path):
    *_, columns = world

    assert write_columns_file(tmp_path, columns) == write_columns_file(tmp_path, columns)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("harm", ["cut short", "grown", "one bit", "emptied", "zeroed", "foreign"])
def test_a_damaged_file_is_refused(world, tmp_path, harm):
    *_, columns = world
    digest = write_columns_file(tmp_path, columns)
    file = columns_path(tmp_path, digest)
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2
    harmed = {
        "cut short": whole[:-1],
        "grown": whole + b"\0",
        "one bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "emptied": b"",
        "zeroed": bytes(len(whole)),
        "foreign": b"something else altogether",
    }[harm]
    file.write_bytes(harmed)

    with pytest.raises(DamagedFile, match=digest[:8]):
        map_columns_file(tmp_path, digest)


def test_two_pieces_in_each_others_places_are_refused(tmp_path, world):
    *_, columns = world
    big = columns.facts.take(np.tile(np.arange(len(columns), dtype=np.int64), 400))

    digest = write_columns_file(tmp_path, group_into_cohorts(big, columns.dictionary))
    file = columns_path(tmp_path, digest)
    whole = file.read_bytes()
    piece = 1 << 16
    assert len(whole) > 3 * piece
    file.write_bytes(whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :])

    with pytest.raises(DamagedFile):
        map_columns_file(tmp_path, digest)


def test_a_full_disk_leaves_nothing_behind(world, tmp_path, monkeypatch):
    *_, columns = world

    def full(_):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_columns_file(tmp_path, columns)
    assert list(tmp_path.iterdir()) == []


def test_whoever_has_a_removed_file_mapped_keeps_it(world, tmp_path):
    reference, known, wanted, columns = world
    digest = write_columns_file(tmp_path, columns)
    mapped = map_columns_file(tmp_path, digest)
    remove_other_files(tmp_path, set())

    assert list(tmp_path.iterdir()) == []
    assert rank(reference, known, wanted, mapped) == rank(reference, known, wanted, columns)


def test_what_a_killed_writer_left_is_removed_by_the_next(world, tmp_path):
    *_, columns = world
    (tmp_path / "half.part").write_bytes(b"half")
    digest = write_columns_file(tmp_path, columns)

    assert [one.name for one in tmp_path.iterdir()] == [columns_path(tmp_path, digest).name]
