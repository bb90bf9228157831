"""Two curators at the admin, and a draft of a short list, Xizang's."""

from dataclasses import replace

import pytest

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.models import Edition
from tests.priorities.admin_desk import Desk
from tests.priorities.curators import staff


@pytest.fixture
def editor(lists: None) -> Desk:
    """At the desk, one who drafts."""
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def approver(lists: None) -> Desk:
    """At the desk, one who may do both, and so must be kept from approving what is their own."""
    return Desk(staff("approver", "Editors", "Approvers"))


@pytest.fixture
def draft(editor: Desk) -> Edition:
    """A draft of Xizang, to which the editor has added a priority, not through its form."""
    opened = lifecycle.open_draft(province="540000", by=editor.user)
    rows = load_rows(opened)
    new = replace(
        rows[0], key="", title_en="Knitwear first", targets=("C182",), summary_en="A new page."
    )
    return lifecycle.revise(
        draft=opened, rows=[*rows, new], by=editor.user, expected_version=opened.version
    )
