"""The names of models, fields and choices are told in the language of the reader."""

from django.utils import translation

from webhooks.models import Delivery


def texts():
    names = Delivery._meta
    state = names.get_field("state")
    pending = dict(state.choices)["pending"]
    told = (names.verbose_name, names.verbose_name_plural, state.verbose_name, pending)
    return [str(one) for one in told]


def test_in_chinese_there_is_no_plural():
    with translation.override("zh-hans"):
        assert texts() == ["投递", "投递", "状态", "等待中"]


def test_in_english_they_are_as_the_code_has_them():
    with translation.override("en"):
        assert texts() == ["delivery", "deliveries", "state", "Pending"]
        assert Delivery(state="pending").get_state_display() == "Pending"
