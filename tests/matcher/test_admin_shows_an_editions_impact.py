"""A draft's page links to what publishing it would move."""

from dataclasses import replace

import pytest

from matcher.briefs import submit
from matcher.shortlists import answering
from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from tests.priorities.admin_desk import Desk
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


def test_a_draft_links_to_its_impact(lists, firm, maker, knitwear):
    maker("a")
    editor = Desk(staff("editor", "Editors"))
    draft = lifecycle.open_draft(province="440000", by=editor.user)
    rows = load_rows(draft)
    new = replace(
        rows[0], key="", title_en="Knitwear first", targets=("C182",), summary_en="A new page."
    )
    draft = lifecycle.revise(
        draft=draft, rows=[*rows, new], by=editor.user, expected_version=draft.version
    )
    made = submit.submit(firm=firm, asked=knitwear)
    answering.answer_shortlist(made.pk)
    page = editor.client.get(f"/admin/priorities/edition/{draft.pk}/change/").content.decode()
    address = f"/admin/matcher/matchgeneration/impact/{draft.pk}/"
    assert address in page
    shown = editor.client.get(address)
    assert shown.status_code == 200
    assert "Shortlists touched: <strong>1</strong>" in shown.content.decode()
