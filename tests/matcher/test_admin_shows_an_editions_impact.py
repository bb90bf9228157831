"""A draft's page links to what publishing it would move."""

import pytest

from matcher.briefs import submit
from matcher.shortlists import answering

pytestmark = pytest.mark.django_db


def test_a_draft_links_to_its_impact(editor, draft, firm, maker, knitwear):
    maker("a")
    made = submit.submit(firm=firm, asked=knitwear)
    answering.answer_shortlist(made.pk)
    page = editor.client.get(f"/admin/priorities/edition/{draft.pk}/change/").content.decode()
    address = f"/admin/matcher/matchgeneration/impact/{draft.pk}/"
    assert address in page
    shown = editor.client.get(address)
    assert shown.status_code == 200
    assert "Shortlists touched: <strong>1</strong>" in shown.content.decode()
