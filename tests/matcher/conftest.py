"""A firm, and the article's brief."""

from typing import Any

import pytest

from firms.models import Firm


@pytest.fixture
def firm() -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def knitwear() -> dict[str, Any]:
    """The article's brief: knitted garments, 150 pieces, 10 days."""
    return {
        "title": "Knitwear",
        "seeking": "manufacturer",
        "sectors": ["knitted garments"],
        "order_quantity": 150,
        "order_unit": "pieces",
        "lead_time_days": 10,
    }
