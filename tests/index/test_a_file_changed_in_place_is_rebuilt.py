"""A file of partners that is changed after it was mapped costs one rebuild from the database, and
no answer: columns that do not agree with the records are never listed.
"""

import json

import numpy as np
import pytest

from core.monitoring.registry import REGISTRY
from matcher import loaded
from matcher.index import partner_index
from matcher.index.columns_file import columns_path
from matcher.models import IndexFile
from matcher.scoring.ranking import Disagreement
from matcher.shortlists import compute_answer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(settings, tmp_path, maker, knitwear):
    """The list before the harm; the file is mapped by this process."""
    settings.INDEX_DIR = str(tmp_path)
    for n in range(8):
        maker(f"m{n}", lead_time_days=5 + n)
    loaded.write_columns()
    loaded.forget()
    return listed(knitwear)


def listed(asked):
    return [(one.partner, one.points) for one in compute_answer.answer_at_once(asked).entries]


def overwrite(folder, name, change):
    """Change an array of the file in place, as a bad disk or a wrong copy does."""
    path = columns_path(folder, IndexFile.objects.get().digest)
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[8:16], "little")
    kind, shape, at = json.loads(content[16 : 16 + size])["arrays"][name]
    start = -(-(16 + size) // 64) * 64 + at
    array = np.frombuffer(content, kind, int(np.prod(shape)), start)
    changed = change(array.copy()).astype(kind).tobytes()
    with path.open("r+b") as file:
        file.seek(start)
        file.write(changed)
    return path


HARMS = {
    "other partners": ("facts.ids", lambda ids: ids[::-1]),
    "partners that are none": ("facts.ids", lambda ids: ids + 1_000_000),
    "other lead times": ("facts.lead_time", lambda codes: codes[::-1]),
    "positions beyond the end": ("facts.lead_time", lambda codes: codes + 200),
}


def rebuilds():
    return REGISTRY.get_sample_value("ronghe_index_rebuilds_total")


@pytest.mark.parametrize("harm", HARMS)
def test_the_answer_is_right_and_the_file_is_removed(harm, before, knitwear, tmp_path):
    count = rebuilds()
    path = overwrite(tmp_path, *HARMS[harm])
    assert listed(knitwear) == before
    assert listed(knitwear) == before
    assert rebuilds() == count + 1
    assert not path.exists()
    loaded.write_columns()
    loaded.forget()
    assert listed(knitwear) == before


def test_all_briefs_of_one_snapshot_are_answered(before, knitwear, tmp_path):
    inputs = compute_answer.current_inputs(loaded.current_basis())
    overwrite(tmp_path, *HARMS["other partners"])
    for _ in range(2):
        found = compute_answer.answer_from(knitwear, inputs)
        assert [(one.partner, one.points) for one in found.entries] == before


def test_what_a_rebuild_does_not_mend_stays_an_error(knitwear, monkeypatch):
    def disagree(*_: object):
        raise Disagreement("partner 1: 2 rank points by its columns, 3 by its record")

    calls = []
    real = partner_index.load_columns
    monkeypatch.setattr(partner_index, "load_columns", lambda one: (calls.append(1), real(one))[1])
    monkeypatch.setattr(compute_answer.ranking, "rank", disagree)
    for _ in range(3):
        with pytest.raises(Disagreement):
            listed(knitwear)
    assert len(calls) == 1


def test_metrics_tell_of_it(client, knitwear, tmp_path):
    def told():
        line = "ronghe_index_rebuilds_total "
        lines = client.get("/metrics").content.decode().splitlines()
        return next(float(one.split()[-1]) for one in lines if one.startswith(line))

    count = told()
    overwrite(tmp_path, *HARMS["other partners"])
    listed(knitwear)
    assert told() == count + 1
