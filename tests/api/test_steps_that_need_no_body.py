"""A step that needs no word takes none, whatever type the client calls it."""

import pytest

from tests.api.desk import added, address, done

TYPES = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/csv",
    "text/plain",
    "application/json",
    "",
]


def send(caller, where, body, media_type, held=""):
    headers = {"If-Match": held} if held else {}
    return caller.client.generic("POST", where, body, content_type=media_type, headers=headers)


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("body", [b"", b"{}", b" \n"])
def test_no_body_is_none_whatever_it_is_called(desk, media_type, body):
    opened = done(send(desk.editor, "/v1/provinces/44/draft", body, media_type), 201)
    draft = desk.revise(opened, added())
    held = draft.headers["ETag"]
    for step, caller in (
        ("submit", desk.editor),
        ("approve", desk.approver),
        ("publish", desk.approver),
    ):
        taken = done(send(caller, f"{address(draft)}/{step}", body, media_type, held))
        held = taken.headers["ETag"]
    assert taken.json()["state"] == "published"


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize(
    ("body", "slug"),
    [
        (b"publish_at=2100-01-01", "body-not-readable"),
        (b'{"publish_at": 1}', "edition-refused"),
        (b"[]", "edition-refused"),
    ],
)
def test_a_word_is_not_dropped_in_silence(desk, media_type, body, slug):
    draft = desk.revise(desk.open(), added())
    held = draft.headers["ETag"]
    refused = done(send(desk.editor, f"{address(draft)}/submit", body, media_type, held), 400)
    assert refused.json()["type"] == f"/problems/{slug}"
    assert desk.editor.get(address(draft)).json()["state"] == "draft"


def test_a_body_that_is_needed_still_has_to_be_json(desk):
    draft = desk.open()
    form = "application/x-www-form-urlencoded"
    where = f"{address(draft)}/schedule"
    done(send(desk.approver, where, b"publish_at=2100", form, draft.headers["ETag"]), 415)
