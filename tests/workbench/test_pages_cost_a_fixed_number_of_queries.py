"""The queries of each page are committed: one more is seen before it is slow."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workbench.every_page import FILES, PAGES

FILE = Path(__file__).with_name("query_counts.json")
COUNTS = json.loads(FILE.read_text("utf-8"))


def test_every_page_has_its_number():
    assert COUNTS.keys() == (PAGES | FILES).keys()


@pytest.mark.parametrize("name", PAGES | FILES)
def test_a_page_costs_as_many_queries_as_are_committed(owner, world, name):
    owner.look(world.address(name))  # what a process keeps is loaded once
    with CaptureQueriesContext(connection) as captured:
        owner.look(world.address(name))
    assert len(captured) == COUNTS.get(name), [one["sql"][:120] for one in captured]
