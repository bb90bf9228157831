"""Clients of the API that go on whatever happens: some ask, one follows the stream of events."""

import json
import threading
from abc import ABC, abstractmethod
from collections import Counter
from typing import Any, Self

from harness.deployed import ask


class Client(ABC, threading.Thread):
    """Takes steps from the block's beginning to its end, also while nobody answers."""

    def __init__(self, address: str, key: str) -> None:
        super().__init__(daemon=True)
        self._address, self._key = address, key
        self._over = threading.Event()
        # By the status of the response and the type of its problem; 0 where nobody answered.
        self.refused: Counter[tuple[int, str]] = Counter()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join(60)

    def run(self) -> None:
        while not self._over.wait(0.05):
            self.step()

    @abstractmethod
    def step(self) -> None:
        """Send one request, and note what came of it."""

    def call(self, path: str, body: Any = None) -> tuple[int, Any]:
        """The status and the body of a response; those of a refusal are counted."""
        sent = None if body is None else json.dumps(body).encode()
        try:
            status, received = ask(self._address + path, sent, self._key)
            found = json.loads(received)
        except (OSError, ValueError):  # nobody listens, or the connection was cut
            status, found = 0, {}
        if status not in (200, 201, 202):
            self.refused[status, str(found.get("type", ""))] += 1
        return status, found


class BriefWriter(Client):
    """Posts briefs; `accepted` are the ids of the shortlists that it was promised."""

    def __init__(self, address: str, key: str, brief: dict[str, Any]) -> None:
        super().__init__(address, key)
        self._brief = brief
        self.accepted: list[str] = []

    def step(self) -> None:
        sent = len(self.accepted) + self.refused.total()
        status, found = self.call("/v1/shortlists", self._brief | {"order_quantity": 100 + sent})
        if status in (201, 202):
            self.accepted.append(found["id"])


class Puller(Client):
    """Follows `/v1/events`, from the beginning and from wherever it is told to continue."""

    def __init__(self, address: str, key: str) -> None:
        super().__init__(address, key)
        self.after = 0
        # By number; `given_twice` are the numbers that came with another event later.
        self.events: dict[int, str] = {}
        self.given_twice: set[int] = set()
        self.told_to_continue_at: list[int] = []

    def step(self) -> None:
        status, found = self.call(f"/v1/events?after={self.after}&limit=100")
        if status == 409:
            (wrong,) = found["errors"]
            self.after = int(wrong["nearest"][0])
            self.told_to_continue_at.append(self.after)
        elif status == 200:
            for one in found["results"]:
                if self.events.setdefault(one["number"], one["id"]) != one["id"]:
                    self.given_twice.add(one["number"])
            self.after = found["after"]


class EventWriter(threading.Thread):
    """Emits events in this process until it is stopped; `told` are those that were committed."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()
        self.told: list[str] = []
        self.refused = 0

    def run(self) -> None:
        from django.db import Error, connection

        from harness import messages

        while not self._over.wait(0.2):
            try:
                self.told += messages.emit_events()
            except Error:
                self.refused += 1
                connection.close()
        connection.close()

    def stop(self) -> None:
        """Emit no more; the connection is closed afterwards."""
        self._over.set()
        self.join(60)
