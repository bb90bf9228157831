"""The list of partners names each shipped dataset in the language of the page."""

import re
import tomllib

import pytest
from django.utils.translation import override

from pages.frame.words import dataset_name
from tests.seeded import SEEDS

LISTED = tomllib.loads((SEEDS / "partners" / "datasets.toml").read_text("utf-8"))["dataset"]
SHIPPED = ["public-record", "demonstration", *(one["key"] for one in LISTED)]


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_list_has_a_chinese_name(key):
    with override("zh-hans"):
        assert re.search("[\u4e00-\u9fff]", dataset_name(key, "An English name"))


def test_a_list_of_an_operator_keeps_its_own_name():
    with override("zh-hans"):
        assert dataset_name("own-list", "Own list") == "Own list"
