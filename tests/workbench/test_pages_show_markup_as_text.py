"""Markup that somebody has stored is shown as text, wherever it stands."""

import pytest
from django.db import connection

from firms.models import Firm
from matcher.briefs.submit import submit
from matcher.shortlists import answering
from partners.models import Partner
from priorities.models import Priority
from tests.workbench.conftest import world_of
from tests.workbench.every_page import PAGES

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"


@pytest.fixture
def tainted(lists, knitwear, firm):
    """Every text that a firm, a curator or a file can store, as markup; then an answer from it."""
    with connection.cursor() as cursor:
        # What is published is changed by nobody else.
        cursor.execute("SET LOCAL session_replication_role = replica")
        Priority.objects.update(title_en=MARKUP, title_zh=MARKUP, summary_en=MARKUP)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    Firm.objects.update(name=MARKUP)
    Partner.objects.update(name_en=MARKUP, name_zh=MARKUP, address=MARKUP, note=MARKUP)
    made = submit(firm=firm, asked=knitwear | {"title": MARKUP})
    answering.answer_shortlist(made.pk)
    return world_of(made.pk)


@pytest.mark.parametrize("name", PAGES)
def test_markup_is_shown_as_text(owner, tainted, name):
    owner.look(tainted.address(name))
    assert owner.status == 200
    assert "<script>alert" not in owner.page
    assert "<img src=x" not in owner.page
    assert "&lt;script&gt;alert(1)" in owner.page
