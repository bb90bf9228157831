"""Instants are told in the time of China, in frozen copies and shared links too. Only webhooks and
events tell them in UTC, as the signed payloads do.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.json_renderer import OrjsonRenderer
from tests.api.caller import SCHEMA

_IN_UTC = ("/v1/webhooks", "/v1/events")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
NOON = dt.datetime(2026, 11, 29, 4, tzinfo=dt.UTC)


def instants(shown: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each instant in an example, with the name of its member."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            yield from instants(value, key)
    elif isinstance(shown, list):
        for value in shown:
            yield from instants(value, name)
    elif isinstance(shown, str) and _INSTANT.match(shown):
        yield name, shown


def answers() -> Iterator[tuple[str, Any]]:
    """Yield the examples of all answers of the document, with their address."""
    for path, operations in SCHEMA["paths"].items():
        for operation in operations.values():
            for response in operation["responses"].values():
                for content in response.get("content", {}).values():
                    for one in content.get("examples", {}).values():
                        yield path, one["value"]


@pytest.mark.parametrize(
    "offset", [dt.UTC, dt.timezone(dt.timedelta(hours=8)), dt.timezone(dt.timedelta(hours=-5))]
)
def test_an_instant_of_any_offset_is_told_in_the_time_of_china(offset):
    rendered = OrjsonRenderer().render({"at": NOON.astimezone(offset)})
    assert rendered == b'{"at":"2026-11-29T12:00:00+08:00"}'


def test_the_document_shows_no_other_form():
    found = [(place, *one) for place, shown in answers() for one in instants(shown)]
    assert len(found) > 50
    for place, name, text in found:
        form = "Z" if place.startswith(_IN_UTC) else "+08:00"
        assert text.endswith(form), (place, name)


def test_copies_and_links_have_the_same_form(call, shortlist):
    copy = call.post(f"{shortlist}/freeze", {})
    link = call.post(f"{shortlist}/links", {}).json()
    for shown in (
        copy.json(),
        call.get(copy.headers["Location"]).json(),
        call.get(link["path"]).json(),
    ):
        found = dict(instants(shown))
        assert found
        assert all(text.endswith("+08:00") for text in found.values())
