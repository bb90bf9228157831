"""One vocabulary: a value has one word, at the desk, on pages and in explanations."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils.translation import gettext, override

from core.languages.labels import _Plural
from matcher.sentences import TERMS
from pages.presenters import statement_words
from priorities.admin import reading_words
from priorities.models import Priority

_FIELDS = {"signal": Priority.Signal, "stage": Priority.Stage, "speaker": Priority.Speaker}

# Others bring the Chinese of their own.
_OURS = ("firms", "matcher", "partners", "priorities", "webhooks")


@pytest.mark.parametrize(("language", "code"), [("en", "en"), ("zh-hans", "zh")])
@pytest.mark.parametrize("field", _FIELDS)
def test_a_statement_is_told_alike(field, language, code):
    with override(language):
        desk = {one.value: gettext(one.label) for one in _FIELDS[field]}
    assert desk == {value: TERMS[field][value][code] for value in desk}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_emphasis_is_told_as_on_pages(language):
    with override(language):
        desk = {value: str(label) for value, label in reading_words.EMPHASES.items()}
        pages = {value: str(statement_words.EMPHASIS[value][0]) for value in desk}
    assert desk == pages


def test_every_model_of_the_desk_has_a_right_plural_in_both_languages():
    # What an s ends: the rest say it themselves.
    irregular = {"entries", "API keys", "priorities", "deliveries"}
    for model in admin.site._registry:
        names = model._meta
        if names.app_label not in _OURS:
            continue
        with override("en"):
            one, many = str(names.verbose_name), str(names.verbose_name_plural)
            assert many == f"{one}s" or many in irregular, many
        with override("zh-hans"):
            assert str(names.verbose_name) == str(names.verbose_name_plural), one
            assert str(names.verbose_name) != one, one


def test_columns_of_a_list_have_chinese_names_of_their_own():
    """A short English word is in the catalogue for many a sentence, and in each means another."""
    with override("zh-hans"):
        for model, desk in admin.site._registry.items():
            columns = [one for one in desk.list_display if one != "__str__"]
            names = [str(label_for_field(one, model, desk)) for one in columns]
            assert all(name[0].isalnum() and name[-1].isalnum() for name in names), names
            assert len(set(names)) == len(names), (model, names)


def test_each_part_of_the_desk_is_named_in_chinese():
    with override("zh-hans"):
        named = {model._meta.app_config.verbose_name for model in admin.site._registry}
        assert not [name for name in map(str, named) if name.isascii()]


@pytest.mark.parametrize(
    ("one", "many", "spelled"),
    [("delivery", "deliverys", "deliveries"), ("key", "keys", "keys"), ("day", "days", "days")],
)
def test_a_name_that_ends_in_y_is_spelled_right(one, many, spelled):
    with override("en"):
        assert str(_Plural(one, many)) == spelled
