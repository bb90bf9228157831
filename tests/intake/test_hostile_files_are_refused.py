"""A file that is no list is refused with its place, in little memory, and nothing is stored."""

import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from partners.errors import FileFault
from partners.intake.import_file import ImportRequest, import_file
from partners.intake.reading import file_content
from partners.intake.reading.limits import DEFAULT_LIMITS
from partners.models import Dataset, Partner, Record
from tests.intake.hostile_files import HOSTILE, Hostile

# Of a file of at most 64 MB, and of what is read of it before the fault is met.
MOST_MEGABYTES = 300


def peak_megabytes(work: Callable[[], object]) -> float:
    """The memory that the process took on top while working, also outside of Python."""
    # The kernel then counts the peak anew.
    Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    work()
    return (status("VmHWM") - before) / 1_000


def status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def refusal(path: Path) -> FileFault:
    with pytest.raises(FileFault) as refused:
        import_file(ImportRequest(path=path, dataset="own-list"))
    return refused.value


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_with_its_row_in_little_memory(write, hostile: Hostile):
    path = write(hostile.make(), name="list.xlsx")
    faults: list[FileFault] = []
    peak = peak_megabytes(lambda: faults.append(refusal(path)))
    (fault,) = faults
    assert re.search(hostile.reason, fault.reason), fault
    assert fault.row == hostile.row or not hostile.row
    assert peak < MOST_MEGABYTES
    for model in (Dataset, Partner, Record):
        assert not model.objects.exists()


def test_at_least_forty_kinds_are_tried():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("folder", "is a folder"),
        ("/dev/zero", "is a device or a pipe"),
        ("/dev/stdin/x", "cannot be read"),
        ("pipe", "is a device or a pipe"),
        ("socket", "cannot be read|is a device"),
        ("link to nothing", "cannot be read"),
        ("link to a device", "is a device or a pipe"),
        ("link to itself", "cannot be read"),
        ("../../../../none", "cannot be read"),
        ("with a\0 in it", "NUL"),
        ("x" * 500, "cannot be read"),
    ],
)
def test_what_is_no_regular_file_is_refused(tmp_path, path, reason):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to nothing").symlink_to("nowhere")
    (tmp_path / "link to a device").symlink_to("/dev/zero")
    (tmp_path / "link to itself").symlink_to("link to itself")
    with pytest.raises(FileFault, match=reason):
        file_content.read_content(tmp_path / path, DEFAULT_LIMITS)


def test_a_link_to_a_file_counts_as_the_file(tmp_path, write):
    (tmp_path / "link.csv").symlink_to(write("name\nQinghe\n"))
    assert file_content.read_content(tmp_path / "link.csv", DEFAULT_LIMITS) == b"name\nQinghe\n"


def test_a_file_without_permission_is_refused(write, monkeypatch):
    def denied(_path, _flags):
        raise PermissionError(13, "Permission denied")

    # The tests may run as a user to whom nothing is denied.
    monkeypatch.setattr(file_content.os, "open", denied)
    with pytest.raises(FileFault, match="Permission denied"):
        file_content.read_content(write("name\nQinghe\n"), DEFAULT_LIMITS)


def test_a_file_that_changes_while_it_is_read_is_refused(write, monkeypatch):
    path = write("name\nQinghe\n")
    checked = file_content._check

    def changed(name, about, limits):
        checked(name, about, limits)
        writer = threading.Thread(target=path.write_text, args=("name\nQinghe\nBaihu\n",))
        writer.start()
        writer.join()

    monkeypatch.setattr(file_content, "_check", changed)
    with pytest.raises(FileFault, match="was changed while it was read"):
        file_content.read_content(path, DEFAULT_LIMITS)
