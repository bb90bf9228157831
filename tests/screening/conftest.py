"""A provider that runs, and the settings that name it."""

from collections.abc import Iterator

import pytest

from partners.screening import bounded_request
from partners.screening.due_partners import configured_api, screen_due_partners
from tests.screening.provider import Provider, running


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with running() as one:
        settings.SCREENING_URL, settings.SCREENING_DATASET = one.url, "sanctions"
        yield one


@pytest.fixture
def screen(provider, monkeypatch):
    """Screen the partners that are due; a provider has half a second."""
    monkeypatch.setattr(bounded_request, "DEADLINE_SECONDS", 0.5)

    def screened() -> int:
        api = configured_api()
        assert api is not None
        return screen_due_partners(api)

    return screened
