"""What a client does, again and again: a firm's keys and one of its members in a browser.

Each request is a connection of its own, as from the proxy of the deployment, with the headers that
it sets.
"""

import http.client
import json
import random
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

_PROXIED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7", "Host": "localhost"}
_ANSWER_SECONDS = 60.0


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Visitor:
    """Sends requests, and keeps what each took and what went wrong. `port` is that of gunicorn."""

    port: int
    key: str
    cookies: dict[str, str] = field(default_factory=dict)
    took: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def ask(
        self,
        name: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (200,),
    ) -> Reply | None:
        """The response; None where there was none or another status, which is kept as an error."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=65)
        try:
            method = "GET" if body is None else "POST"
            connection.request(method, path, body, {**_PROXIED, **(headers or {})})
            response = connection.getresponse()
            reply = Reply(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as fault:
            self.errors.append(f"{name}: {fault!r}")
            return None
        finally:
            connection.close()
        self.took.setdefault(name, []).append(time.perf_counter() - start)
        if reply.status not in expected:
            self.errors.append(f"{name}: {reply.status} {reply.body[:300]!r}")
            return None
        return reply

    def call(self, name: str, path: str, body: Any = None, **headers: str) -> Any:
        """The JSON of a call with the key; None after an error."""
        given = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        content = None if body is None else json.dumps(body).encode()
        reply = self.ask(
            name, path, body=content, headers=given | headers, expected=(200, 201, 202)
        )
        return json.loads(reply.body) if reply else None

    def look(self, name: str, path: str) -> None:
        """A page, in the member's session."""
        self.ask(name, path, headers={"Cookie": self._cookie(), "Accept": "text/html"})

    def log_in(self, email: str, password: str) -> None:
        """Begin a session as a browser does. Raises `AssertionError` where it does not begin."""
        page = self.ask("log-in", "/accounts/login", headers={"Accept": "text/html"})
        assert page is not None, self.errors
        self._keep(page)
        hidden = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
        assert hidden is not None, page.body[:2000]
        form = {"login": email, "password": password, "csrfmiddlewaretoken": hidden[1].decode()}
        entered = self.ask(
            "log-in",
            "/accounts/login",
            body=urlencode(form).encode(),
            headers={
                "Cookie": self._cookie(),
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": "https://localhost/accounts/login",
            },
            expected=(302,),
        )
        assert entered is not None, self.errors
        self._keep(entered)

    def _keep(self, reply: Reply) -> None:
        for line in reply.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def travel(visitor: Visitor, briefs: list[dict[str, Any]], chance: random.Random) -> None:
    """One journey: rank, find a partner and read its page, write a shortlist and wait for its
    answer, read it, look at it in the browser.
    """
    brief = chance.choice(briefs) | {"order_quantity": chance.randint(50, 50_000)}
    ranked = visitor.call("POST /v1/rank", "/v1/rank", brief)
    visitor.call("GET /v1/partners", "/v1/partners?limit=20")
    for entry in (ranked or {"entries": []})["entries"][:1]:
        partner = entry["partner"]["id"]
        visitor.call("GET /v1/partners/{id}", f"/v1/partners/{partner}")
        visitor.look("page of a partner", f"/partners/{partner}")
    number = f'"{uuid.uuid4()}"'
    stored = visitor.call(
        "POST /v1/shortlists", "/v1/shortlists", brief, **{"Idempotency-Key": number}
    )
    if stored is None:
        return
    path = f"/v1/shortlists/{stored['id']}"
    start = time.perf_counter()
    while (answer := visitor.call("GET /v1/shortlists/{id}", path)) is not None:
        took = time.perf_counter() - start
        if answer["status"] == "answered":
            visitor.took.setdefault("stored until answered", []).append(took)
            break
        if took > _ANSWER_SECONDS:
            visitor.errors.append(f"{path} is not answered after {took:.0f} s")
            break
        time.sleep(0.25)
    visitor.call("GET /v1/shortlists", "/v1/shortlists?limit=20")
    visitor.look("page of a shortlist", f"/shortlists/{stored['id']}")
    visitor.look("first page", "/")
    visitor.look("page of provinces", "/provinces")
