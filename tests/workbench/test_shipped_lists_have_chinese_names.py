"""Each shipped dataset has a name and a notice in Chinese."""

import re

import pytest

from demonstration.generator import DATASET as DEMONSTRATION
from partners.intake.mapping.column_map import parse_map
from partners.intake.public_record import DATASET as PUBLIC_RECORD
from partners.registry.editing import DATASET as CURATED
from tests.seeded import SEEDS

MAPS = sorted((SEEDS / "maps").glob("*.toml"))
OUR_OWN = {one.key: one for one in (DEMONSTRATION, PUBLIC_RECORD, CURATED)}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_shipped_map_names_its_list_in_chinese(path):
    facts = parse_map(path.name, path.read_text("utf-8")).facts
    assert CHINESE.search(facts.name_zh)
    assert CHINESE.search(facts.notice_zh)


@pytest.mark.parametrize("key", OUR_OWN)
def test_a_dataset_of_our_own_has_a_chinese_name(key):
    assert CHINESE.search(OUR_OWN[key].name_zh)
    assert CHINESE.search(OUR_OWN[key].notice_zh)
