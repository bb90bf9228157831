"""A curator at the admin, without a browser: reads an edition's page and sends its forms."""

import re
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from partners.models import Place
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import PriorityRow
from priorities.models import Edition, Priority


class Desk:
    """What one curator sees and sends. `page` and `messages` are those of the last answer."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)
        self.page = ""
        self.status = 0

    def look(self, edition: Edition, *rows: int) -> dict[str, Any]:
        """Open the edition's page and these rows of it; the fields of its form as a browser would
        send them.
        """
        self._keep(self.client.get(_change(edition)))
        fields = self.fields()
        for row in rows:
            fields = self.open_row(edition, fields, row)
        return fields

    def fields(self) -> dict[str, Any]:
        return _fields_in(self.page.partition('id="rh-rows"')[2].partition("</form>")[0])

    def open_row(self, edition: Edition, fields: dict[str, Any], row: int) -> dict[str, Any]:
        """The fields with those of the row, asked for as the page's script does."""
        address = reverse("admin:priorities_edition_row", args=[edition.pk])
        asked = {"key": fields[f"rows-{row}-key"], "number": row}
        answer = self.client.get(address, asked)
        assert answer.status_code == 200
        kept = {name: value for name, value in fields.items() if name != f"rows-{row}-closed"}
        return kept | _fields_in(answer.content.decode())

    def save(self, edition: Edition, fields: dict[str, Any]) -> None:
        self._keep(self.client.post(_change(edition), fields, follow=True))

    def press(self, verb: str, edition: Edition, **given: Any) -> None:
        """Press a button on the page of the edition as this object knows it."""
        address = reverse("admin:priorities_edition_action", args=[edition.pk, verb])
        self._keep(self.client.post(address, {"version": edition.version} | given, follow=True))

    def buttons(self) -> set[str]:
        return set(re.findall(r"/priorities/edition/\d+/(\w+)/\" class=\"rh-verb\"", self.page)) | (
            {"publish"} if 'rh-publish"' in self.page else set()
        )

    def _keep(self, answer: Any) -> None:
        self.status = answer.status_code
        self.page = answer.content.decode()
        context = answer.context or {}
        self.messages = [str(one) for one in context.get("messages", ())]

    def told(self, words: str) -> bool:
        return any(words in one for one in self.messages)


def rows_of(edition: Edition) -> tuple[PriorityRow, ...]:
    return load_rows(Edition.objects.get(pk=edition.pk))


def new_row(fields: dict[str, Any], like: int = 0, **differs: Any) -> dict[str, Any]:
    """The fields with one row more: a copy of an opened one without its key, but as told."""
    total = int(fields["rows-TOTAL_FORMS"])
    copied = {
        name.replace(f"rows-{like}-", f"rows-{total}-"): value
        for name, value in fields.items()
        if name.startswith(f"rows-{like}-")
    }
    given = {f"rows-{total}-{name}": value for name, value in ({"key": ""} | differs).items()}
    return fields | copied | given | {"rows-TOTAL_FORMS": str(total + 1)}


def next_key(province: str, after: int = 1) -> str:
    """The key that the province's next new priority gets, or one that many later: the highest
    number that a key with its letters ever had, and one more.
    """
    letters = Place.objects.get(code=province).iso[-2:]
    keys = Priority.objects.filter(edition__province=province).values_list("key", flat=True)
    numbers = [int(key[2:]) for key in keys if key[:2] == letters]
    return f"{letters}{max(numbers, default=0) + after:04d}"


def changed(draft: Edition, desk: Desk, title: str = "Knitwear first") -> Edition:
    """The draft with one priority more, typed into its form."""
    fields = new_row(
        desk.look(draft, 0), title_en=title, targets=["C182"], summary_en="A new page."
    )
    desk.save(draft, fields)
    assert desk.told("Saved")
    return again(draft)


def again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def submitted(draft: Edition, desk: Desk) -> Edition:
    desk.press("submit", draft)
    assert again(draft).state == Edition.State.SUBMITTED
    return again(draft)


def approved(draft: Edition, desk: Desk) -> Edition:
    desk.press("approve", draft)
    assert again(draft).state == Edition.State.APPROVED
    return again(draft)


def refused(desk: Desk, edition: Edition, words: str) -> None:
    """The curator was told so, and the edition is as it was."""
    assert desk.told(words), desk.messages
    now = again(edition)
    assert (now.state, now.version) == (edition.state, edition.version)


def _change(edition: Edition) -> str:
    return reverse("admin:priorities_edition_change", args=[edition.pk])


def _fields_in(html: str) -> dict[str, Any]:
    reader = _Fields()
    reader.feed(html)
    return reader.found


class _Fields(HTMLParser):
    """The fields of a form as a browser sends them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self.name = ""
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self.hidden += 1
        if self.hidden:
            return
        name = given.get("name") or ""
        if tag == "input" and name and given.get("type") != "checkbox":
            self.found[name] = given.get("value") or ""
        elif tag == "input" and name and "checked" in given:
            self.found[name] = given.get("value") or "on"
        elif tag in ("select", "textarea"):
            self.name = name
            self.found[name] = [] if "multiple" in given else ""
        elif tag == "option" and self.name and "selected" in given:
            value = given.get("value") or ""
            if isinstance(self.found[self.name], list):
                self.found[self.name].append(value)
            else:
                self.found[self.name] = value
        self.tag = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.hidden -= 1
        if tag in ("select", "textarea"):
            self.name = ""

    def handle_data(self, data: str) -> None:
        if not self.hidden and self.name and self.tag == "textarea":
            self.found[self.name] += data.removeprefix("\n")
