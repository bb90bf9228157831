"""What two curators do over REST, in as few words as the tests need."""

from collections.abc import Callable
from typing import Any

from tests.api.caller import Caller

Rows = list[dict[str, Any]]


class Desk:
    """An editor and an approver with a key each."""

    def __init__(self, editor: Caller, approver: Caller) -> None:
        self.editor, self.approver = editor, approver

    def open(self, province: str = "Guangdong") -> Any:
        """A new draft; the response."""
        return done(self.editor.post(f"/v1/provinces/{province}/draft", None), 201)

    def revise(self, draft: Any, change: Callable[[Rows], Rows], by: Caller | None = None) -> Any:
        """The draft with the rows that `change` makes of those it has."""
        body = {"priorities": change(draft.json()["priorities"])}
        return done((by or self.editor).patch(address(draft), body, If_Match=draft.headers["ETag"]))

    def step(self, name: str, draft: Any, by: Caller, body: Any = None) -> Any:
        """Take a step with the version that the response shows; the response, whatever it is."""
        return by.post(f"{address(draft)}/{name}", body, If_Match=draft.headers["ETag"])

    def put_through(self, draft: Any) -> Any:
        """Submitted by the editor unless it is, then approved and published by the approver."""
        if draft.json()["state"] == "draft":
            draft = done(self.step("submit", draft, self.editor))
        draft = done(self.step("approve", draft, self.approver))
        return done(self.step("publish", draft, self.approver))

    def publish(self, change: Callable[[Rows], Rows], province: str = "Guangdong") -> Any:
        """A new edition with the rows that `change` makes of those in force."""
        return self.put_through(self.revise(self.open(province), change))

    def withdraw(self, edition: Any, reason: str = "Not the province's.") -> Any:
        """Withdraw the edition in force."""
        asked = self.editor.post(f"{address(edition)}/withdraw", {"reason": reason})
        return self.put_through(done(asked, 201))


def address(edition: Any) -> str:
    """Where the edition is."""
    found: str = edition.json()["location"]
    return found


def done(response: Any, status: int = 200) -> Any:
    """The response, which has the status."""
    assert response.status_code == status, response.content
    return response


def added(**differs: Any) -> Callable[[Rows], Rows]:
    """One row more: the first again, without a key, as told."""
    new = {"key": "", "title_en": "New", "summary_en": "A new page says so.", **differs}
    return lambda rows: [*rows, {**rows[0], **new}]


def changed(key: str, /, **differs: Any) -> Callable[[Rows], Rows]:
    """The row of this key as told, the others as they are."""
    return lambda rows: [{**row, **differs} if row["key"] == key else row for row in rows]


def without(key: str) -> Callable[[Rows], Rows]:
    """All rows but the one of this key."""
    return lambda rows: [row for row in rows if row["key"] != key]
