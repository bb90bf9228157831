"""The name and the notice of a dataset in Chinese come from the map, beside the same in English."""

import pytest
from django.utils.translation import override

from partners.models import Dataset

LIST = "id,name\n1,Qinghe Knitting Co Ltd\n"
COLUMNS = '[columns]\nkey = "id"\nname = "name"\n'
NAMED = f"""{COLUMNS}[list]
name = "Trade fair"
name_zh = "交易会"
notice = "From a fair."
notice_zh = "取自交易会。"
"""


@pytest.fixture
def listed(run):
    run(LIST, NAMED, dataset="fair")
    return Dataset.objects.get(key="fair")


def test_the_map_names_it_in_both_languages(listed):
    assert (listed.shown_name, listed.shown_notice) == ("Trade fair", "From a fair.")
    with override("zh-hans"):
        assert (listed.shown_name, listed.shown_notice) == ("交易会", "取自交易会。")


def test_a_later_import_without_a_map_keeps_both(listed, run):
    run(LIST, dataset="fair")
    listed.refresh_from_db()
    assert (listed.name_zh, listed.notice_zh) == ("交易会", "取自交易会。")


def test_another_notice_loses_the_chinese_of_the_old_one(listed, run):
    run(LIST, f'{COLUMNS}[list]\nnotice = "From last year."\n', dataset="fair")
    listed.refresh_from_db()
    assert (listed.name_zh, listed.notice_zh) == ("交易会", "")


def test_a_list_with_one_name_keeps_it_in_both_languages(run):
    run(LIST, COLUMNS, dataset="own")
    with override("zh-hans"):
        assert Dataset.objects.get(key="own").shown_name == "own"
