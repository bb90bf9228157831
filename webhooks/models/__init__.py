"""Events, who wants them, and how each was told."""

from webhooks.models.delivery import Attempt, Delivery
from webhooks.models.endpoint import Endpoint, EndpointSecret, Notice
from webhooks.models.event import Event

__all__ = [
    "Attempt",
    "Delivery",
    "Endpoint",
    "EndpointSecret",
    "Event",
    "Notice",
]
