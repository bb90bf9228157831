"""Job A at a small size: whoever is asked lists the same partners with the same points."""

from importlib.util import find_spec

import pytest

from benchmarks.jobs import a_shortlist

# What `make bench` installs besides: where it is here, it is asked too.
BESIDES = {"duck": "duckdb", "polars": "polars"}


@pytest.mark.django_db
def test_all_that_are_asked_list_the_same(monkeypatch):
    monkeypatch.setenv("POLARS_MAX_THREADS", "1")
    engines = ["postgres", *(one for one, needs in BESIDES.items() if find_spec(needs))]
    rows = list(a_shortlist.measured(3_000, engines, repeated=2, random=12))

    asked = [row.engine for row in rows if row.same_list is not None]
    assert len(asked) == 8 + 2 + 4 * len(engines)
    assert [row.engine for row in rows if row.same_list is False] == []
    assert all(row.seconds > 0 for row in rows)
