"""The desk speaks Chinese to a browser that asks for it; the catalogue lacks nothing."""

import ast
import csv
import io
import re
from pathlib import Path

import pytest
import unfold
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.contrib import admin
from django.db.models import Field
from django.utils import translation

from api.problems.problem_kinds import PROBLEM_KINDS
from priorities.models import PriorityPlace, PriorityTarget
from tests.api.refusal_texts import modules, plain_texts, templates
from tests.intake import test_faults_of_files_are_told_in_chinese as faults_of_files
from tests.intake.test_remarks_are_told_in_chinese import sentences
from tests.priorities.admin_desk import again, submitted
from tests.reading.test_reasons_are_told_in_chinese import reasons
from webhooks.event_types import declared_event_types

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "config" / "locale" / "zh_Hans" / "LC_MESSAGES"
_IN_TEMPLATE = re.compile(r"""(?:\{% translate |default:_\()(?:"([^"]+)"|'([^']+)')(?: %\}|\))""")
_IN_PYTHON = re.compile(r"""\b(?:_(?:now)?|gettext(?:_lazy)?)\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
_IN_THEME = re.compile(r"""\b(?:trans(?:late)? |_\(\s*)(?:"([^"]+)"|'([^']+)')""")
# Written in several pieces, of which the first is found.
_LONG = ("{sent} deliveries", "Raw passwords are not stored")
# Theirs are the words that others give to their models.
_OURS = ("core", "firms", "matcher", "partners", "priorities", "webhooks")


@pytest.fixture(scope="module")
def catalogue():
    return read_po(io.BytesIO((CATALOGUE / "django.po").read_bytes()), "zh_Hans")


def said():
    """Every text of the desk that is marked for translation."""
    for folder in ("core", "priorities", "partners", "matcher", "firms"):
        for template in (ROOT / folder / "templates").rglob("*.html"):
            for one, other in _IN_TEMPLATE.findall(template.read_text(encoding="utf-8")):
                yield one or other
    for module in (
        *(ROOT / "priorities" / "admin").glob("*.py"),
        *(ROOT / "partners" / "admin").rglob("*.py"),
        *(ROOT / "partners" / "models").glob("*.py"),
        *(ROOT / "firms" / "admin").glob("*.py"),
        *(ROOT / "matcher" / "admin").glob("*.py"),
        *(ROOT / name / "apps.py" for name in _OURS),
        ROOT / "webhooks" / "admin.py",
        ROOT / "core" / "admin" / "history_admin.py",
        ROOT / "core" / "audit" / "audit_log.py",
        ROOT / "matcher" / "models" / "shortlist.py",
        ROOT / "webhooks" / "models" / "delivery.py",
        ROOT / "firms" / "models.py",
        ROOT / "priorities" / "models" / "edition.py",
        ROOT / "priorities" / "models" / "stored_reading.py",
        ROOT / "config" / "admin_theme.py",
        ROOT / "config" / "desk_refusals.py",
        ROOT / "priorities" / "templatetags" / "words.py",
    ):
        for one, other in _IN_PYTHON.findall(module.read_text(encoding="utf-8")):
            yield one or other


def labels():
    """Every name of a model, of a field and of a choice that the desk may show."""
    shown = {inline.model for one in admin.site._registry.values() for inline in one.inlines}
    # The links are told in a history.
    shown |= {PriorityTarget, PriorityPlace}
    for model in {*admin.site._registry, *shown}:
        if model._meta.app_label not in _OURS:
            continue
        yield str(model._meta.verbose_name)
        many = str(model._meta.verbose_name_plural)
        # What is no plural of the name has words of its own.
        if not many.endswith("s"):
            yield many
        for field in model._meta.get_fields():
            if isinstance(field, Field):
                yield from (str(field.verbose_name), str(field.help_text))
                yield from (str(label) for _, label in field.choices or ())


def kinds_of_places():
    """The kinds that the seeds give to places, and places have no choices of."""
    for name, column in (("provinces", "type"), ("prefectures", "kind")):
        with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
            yield from (row[column] for row in csv.DictReader(file))


def of_the_theme():
    """What the theme may say, in any of its parts."""
    folder = Path(unfold.__file__).parent
    for file in (*folder.rglob("*.html"), *folder.rglob("*.py")):
        for one, other in _IN_THEME.findall(file.read_text(encoding="utf-8")):
            yield one or other


def sentence_modules():
    for file in (ROOT / "matcher" / "briefs" / "sentence").glob("*.py"):
        yield ast.parse(file.read_text(encoding="utf-8"))


def constants(tree):
    texts = (one.value for one in ast.walk(tree) if isinstance(one, ast.Constant))
    return {one for one in texts if isinstance(one, str)}


def of_refusals():
    """What the API says; test_refusals_have_their_chinese.py asks whether it is all there."""
    for _, tree in modules():
        yield from (*templates(tree), *plain_texts(tree))
    for kind in PROBLEM_KINDS.values():
        yield from (kind.title, kind.meaning, kind.suggestion)


def of_stored_reasons():
    """What an import says of a row and a reading of a proposal; the tests of both ask whether it is
    all there. These are put together.
    """
    means = ("exact", "head noun", "without words that change nothing")
    joined = ("{first}, {rest}", "{first}; {rest}")
    retired = "the partner is retired: an import changes nothing"
    told = {f'{how}: "{{term}}" in {{source}}' for how in means}
    # What was assumed of a sentence: tests/api/test_interpret_a_sentence.py reads these in Chinese.
    notes = {one for tree in sentence_modules() for one in constants(tree)}
    files, events = faults_of_files.sentences(), {one.summary for one in declared_event_types()}
    return {*sentences(), *reasons(), *files, *events, *notes, *told, *joined, retired}


def test_every_text_of_the_desk_has_its_chinese_and_none_is_left_over(catalogue):
    held = {entry.id: entry.string for entry in catalogue if entry.id}
    # The desk leaves the language of its last reader behind.
    with translation.override("en"):
        needed = {*said(), *labels(), *kinds_of_places()} - {""}
    assert needed - held.keys() == set()
    # A text of several lines is found by its beginning.
    left = held.keys() - needed - {*of_the_theme()} - {*of_refusals()} - of_stored_reasons()
    assert {one for one in left if not one.startswith(_LONG)} == set()
    assert all(re.search(r"[\u4e00-\u9fff]", held[text]) for text in needed)


def test_what_django_reads_is_compiled_from_what_people_read(catalogue):
    with (CATALOGUE / "django.mo").open("rb") as file:
        messages = [one for one in read_mo(file) if one.id]
    # Babel leaves the context of a compiled message as bytes.
    compiled = {(one.context and one.context.decode(), one.id): one.string for one in messages}
    held = {(one.context, one.id): one.string for one in catalogue if one.id}
    assert compiled == held, "run make messages"


@pytest.mark.django_db
def test_a_curator_whose_browser_asks_for_chinese_reads_it(draft, editor):
    editor.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN,zh;q=0.9"
    editor.look(draft)
    assert ">提交核准</button>" in editor.page
    assert "<h2>操作记录</h2>" in editor.page
    assert "内容指纹" in editor.page
    assert "您改动过这份草稿：须由另一位编审核准。" in editor.page
    assert "<b>修改</b>，操作人： editor" in editor.page.replace("</b> ，", "</b>，")
    editor.press("submit", draft)
    assert editor.told("已提交：等待另一位编审核准。")
    editor.press("submit", draft)
    assert editor.told("已有他人先行改动")
    first = editor.client.get("/admin/").content.decode()
    assert "待您处理" in first
    assert "没有待您处理的事项。" in first


@pytest.mark.django_db
def test_another_still_reads_english(draft, editor):
    submitted(draft, editor)
    editor.look(again(draft))
    assert "submitted" in editor.page
    assert "已提交" not in editor.page
