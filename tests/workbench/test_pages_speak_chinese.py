"""Every text of the pages has its Chinese, and no English word stands on a Chinese page."""

import io
import re
from pathlib import Path

import django.contrib.admin
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from partners.models import Partner
from tests.quality.test_no_english_word_stands_in_chinese import english_words
from tests.workbench.catalogue import FOLDER, ROOT, catalogue, marked
from tests.workbench.every_page import PAGES

# What is not translated: our own names, the names of languages, and of what is named in English.
NAMES = (
    "Ronghe", "ronghe-3", "English", "JSON", "Nordtuch GmbH", "owner@", ".example", "Knitwear",
    "Authenticator",
    "GET", "API", "JavaScript", "IP",
    # What the tests' own world calls itself, and what somebody typed.
    "own-list", "itself", "Work report", "Germany", "T-shirt", "t-shirt", "XLSX", "CSV",
    "own judgement", "HS", "ms", "Webhook", "our systems", "The bank", "The board",
)  # fmt: skip
ACCOUNTS = (
    "/accounts/login",
    "/accounts/login/code",
    "/accounts/password/reset",
    "/accounts/password/set",
    "/accounts/factors",
    "/accounts/factors/app",
    "/accounts/factors/passkeys",
    "/accounts/factors/passkeys/add",
    "/accounts/sessions",
    "/accounts/logout",
    "/accounts/again/code",
    "/nothing/is/here",
)


def test_every_text_of_the_pages_has_its_chinese_and_none_is_left_over():
    held = {entry.id: entry.string for entry in catalogue() if entry.id}
    from_library = {text for text, note in _notes().items() if "allauth" in note}
    assert held.keys() - from_library == set(marked())
    # Signs of a sentence (、：) are Chinese, too.
    assert all(re.search(r"[\u3001\u4e00-\u9fff\uff1a]", str(text)) for text in held.values())


def _notes():
    return {entry.id: " ".join(entry.user_comments) for entry in catalogue() if entry.id}


def test_what_django_reads_is_compiled_from_what_people_read():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = {_single(entry.id): _single(entry.string) for entry in read_mo(file) if entry.id}
    held = {_single(entry.id): _single(entry.string) for entry in catalogue() if entry.id}
    assert compiled == held, "run make messages"


def _single(text):
    """A text with a plural by its first form: Chinese has one."""
    return text if isinstance(text, str) else text[0]


@pytest.mark.parametrize("path", ACCOUNTS)
def test_no_english_word_stands_where_one_logs_in(chinese, nobody, path):
    visitor = chinese if path != "/accounts/login" else nobody
    visitor.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    visitor.look(path)
    assert re.search(r"[\u4e00-\u9fff]", visitor.text)
    assert english_words(visitor.text_but_english, NAMES) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_english_word_stands_on_a_page(chinese, world, name):
    names = [*Partner.objects.values_list("name_en", flat=True), *NAMES]
    chinese.look(world.address(name))
    assert english_words(chinese.text_but_english, names) == []


def test_the_switch_is_remembered(owner):
    assert "Home" in owner.look("/")
    owner.press("/choose/language", language="zh-hans", next="/")
    assert "首页" in owner.page
    assert '<html lang="zh-Hans"' in owner.look("/")
    owner.press("/choose/language", language="en", next="/accounts/sessions")
    assert owner.answer.redirect_chain == [("/accounts/sessions", 302)]
    owner.press("/choose/language", language="tlh", next="/")
    assert owner.status == 404


def test_no_text_of_the_pages_is_shown_in_the_words_of_another_catalogue():
    """The desk's catalogue and Django's own stand before that of pages: what means something else
    there has a context.
    """
    library = Path(django.contrib.admin.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"
    others = _plain(library / "django.po") | _plain(
        ROOT / "config" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    )
    own = _plain(FOLDER / "django.po")
    assert {text: said for text, said in own.items() if others.get(text, said) != said} == {}


def _plain(file):
    entries = read_po(io.BytesIO(file.read_bytes()), "zh_Hans")
    return {one.id: one.string for one in entries if one.id and one.string and not one.context}
