import pytest

from webhooks import event_types
from webhooks.event_types import EventType, declare


@pytest.fixture
def sample(monkeypatch) -> EventType:
    """A declared type that only this test knows."""
    monkeypatch.setattr(event_types, "_declared", dict(event_types._declared))
    return declare(EventType("sample.happened", "A sample.", {"type": "object"}, {}))
