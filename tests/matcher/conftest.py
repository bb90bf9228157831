"""A firm, and the article's brief."""

from typing import Any

import pytest

from firms.models import Firm
from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.errors import BriefRefused
from matcher.loaded import current_basis


@pytest.fixture
def firm() -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def knitwear() -> dict[str, Any]:
    """The article's brief: knitted garments, 150 pieces, 10 days."""
    return {
        "title": "Knitwear",
        "seeking": "manufacturer",
        "sectors": ["C182"],
        "order_quantity": 150,
        "order_unit": "pieces",
        "lead_time_days": 10,
    }


@pytest.fixture
def understand(maker):
    reference, _ = loaded.load(current_basis())
    return lambda asked: interpret_brief(asked, reference, loaded.names())


@pytest.fixture
def faults(understand):
    def collect(asked):
        with pytest.raises(BriefRefused) as refused:
            understand(asked)
        return {fault.pointer: fault for fault in refused.value.faults}

    return collect
