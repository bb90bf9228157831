"""The REST calls of the demo. Only the standard library, as in any client's first script."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from config.demo.services import DemoError

ANSWER_SECONDS = 60.0


def request_shortlist(address: str, key: str, brief: Mapping[str, Any]) -> dict[str, Any]:
    """Post the brief, unless an earlier start of the demo has; wait for the worker's answer, and
    return it. Raises `DemoError`.
    """
    asked = _standing(address, key, brief["title"]) or send_json(
        address, key, "/v1/shortlists", brief
    )
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end:
        path = f"/v1/shortlists/{asked['id']}?include=args,around,context"
        answer = send_json(address, key, path)
        if answer["status"] == "answered":
            return answer
        time.sleep(0.2)
    raise DemoError("the worker did not answer within a minute")


def _standing(address: str, key: str, title: str) -> dict[str, Any] | None:
    """The firm's newest shortlist with this title, if it has one."""
    path: str | None = "/v1/shortlists?limit=100"
    while path:
        page = send_json(address, key, path)
        found: dict[str, Any] | None = next(
            (one for one in page["results"] if one["title"] == title), None
        )
        if found:
            return found
        path = page["next"]
    return None


def send_json(
    address: str, key: str, path: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Make a JSON call and return the body. Raises `DemoError` with the response of a refusal."""
    request = urllib.request.Request(
        address + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # loopback only  # nosec B310
            found: dict[str, Any] = json.load(response)
            return found
    except urllib.error.HTTPError as refusal:
        raise DemoError(f"{path}: {refusal.status} {refusal.read().decode()}") from refusal
