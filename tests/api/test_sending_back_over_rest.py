"""A draft is sent back over REST, with a note that its editor reads."""

import pytest

from tests.api.desk import added, address, done

NOTE = {"note": "PP2 needs its own source."}


@pytest.fixture
def handed(desk):
    return done(desk.step("submit", desk.revise(desk.open(), added()), desk.editor))


def test_it_comes_back_as_a_draft_with_the_note_among_its_acts(desk, handed):
    back = done(desk.step("send-back", handed, desk.approver, NOTE))
    assert back.json()["state"] == "draft"
    assert back.headers["ETag"] != handed.headers["ETag"]
    last = desk.editor.get(address(handed)).json()["acts"][-1]
    assert (last["verb"], last["by"], last["note"]) == ("send_back", "approver", NOTE["note"])
    # Who sent it back may approve what is made of it.
    assert desk.put_through(back).json()["state"] == "published"


@pytest.mark.parametrize("body", [None, {}, {"note": ""}, {"note": " "}, {"note": "x" * 2001}])
def test_it_needs_a_note(desk, handed, body):
    refused = done(desk.step("send-back", handed, desk.approver, body), 400).json()
    assert refused["errors"][0]["pointer"] == "/note"
    assert desk.editor.get(address(handed)).json()["state"] == "submitted"


def test_an_editor_may_not(desk, handed):
    refused = done(desk.step("send-back", handed, desk.editor, NOTE), 403).json()
    assert refused["type"] == "/problems/not-a-curator"


def test_a_draft_is_not_sent_back(desk):
    refused = done(desk.step("send-back", desk.open(), desk.approver, NOTE), 409).json()
    assert refused["type"] == "/problems/wrong-state"


def test_it_names_the_version_that_was_read(desk, handed):
    done(desk.approver.post(f"{address(handed)}/send-back", NOTE), 428)
    stale = desk.approver.post(f"{address(handed)}/send-back", NOTE, If_Match='"1"')
    done(stale, 412)
