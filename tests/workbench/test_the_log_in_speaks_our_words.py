"""Where one logs in the library's own English would call our things by other names."""

import io
import re
from pathlib import Path

import allauth
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.workbench.catalogue import ROOT
from tests.workbench.test_pages_speak_chinese import ACCOUNTS

FOLDER = ROOT / "pages" / "locale" / "en" / "LC_MESSAGES"
OF_THE_LIBRARY = Path(allauth.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"
OTHER_WORDS = re.compile(r"sign(ing)?[ -](in|out)|security key|two-factor|reauthenticate", re.I)


def texts(file):
    return {one.id: one.string for one in read_po(io.BytesIO(file.read_bytes())) if one.id}


def test_each_replaced_text_is_one_of_the_library():
    assert texts(FOLDER / "django.po").keys() <= texts(OF_THE_LIBRARY / "django.po").keys()


def test_what_django_reads_is_compiled_from_what_people_read():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = {_forms(one.id): _forms(one.string) for one in read_mo(file) if one.id}
    held = texts(FOLDER / "django.po")
    assert compiled == {_forms(k): _forms(text) for k, text in held.items()}, "run make messages"


def _forms(text):
    """A text and its plural, or the text alone, as a tuple."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("path", ACCOUNTS)
def test_no_page_of_the_log_in_uses_another_word(owner, nobody, path):
    visitor = owner if path != "/accounts/login" else nobody
    visitor.look(path)
    assert OTHER_WORDS.findall(visitor.text) == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/accounts/logout", "Log out on this device?"),
        ("/accounts/factors", "Second factor"),
        ("/accounts/factors/passkeys", "Passkeys"),
    ],
)
def test_the_words_are_those_of_our_own_pages(owner, path, said):
    owner.look(path)
    assert said in owner.text
