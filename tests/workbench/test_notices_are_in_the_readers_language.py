"""The notices of an answer's datasets are shown in the reader's language, as they were stored."""

import pytest
from django.utils.translation import override

from pages.presenters.shown_notices import stored_notices
from partners.models import Dataset

pytestmark = pytest.mark.django_db
UNDERSTOOD = {"datasets": [{"key": "fair", "notice": "From a fair."}]}


def shown():
    return [(one.text, one.language) for one in stored_notices(UNDERSTOOD)]


@pytest.fixture
def fair():
    return Dataset.objects.create(
        key="fair", name="Fair", simulated=False, notice="From a fair.", notice_zh="取自交易会。"
    )


def test_a_reader_of_chinese_has_it_in_chinese(fair):
    with override("zh-hans"):
        assert shown() == [("取自交易会。", "zh-Hans")]


def test_a_reader_of_english_costs_no_query(fair, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert shown() == [("From a fair.", "en")]


def test_a_notice_that_has_changed_since_stays_as_it_was_stored(fair):
    Dataset.objects.update(notice="From last year's fair.")
    with override("zh-hans"):
        assert shown() == [("From a fair.", "en")]


def test_a_notice_of_a_dataset_that_is_gone_stays():
    with override("zh-hans"):
        assert shown() == [("From a fair.", "en")]
