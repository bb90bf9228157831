"""Events, the endpoints that subscribe to them, and the deliveries with their attempts."""

from webhooks.models.delivery import Attempt, Delivery
from webhooks.models.endpoint import Endpoint, EndpointSecret, Notice
from webhooks.models.event import Event, StreamEpoch

__all__ = [
    "Attempt",
    "Delivery",
    "Endpoint",
    "EndpointSecret",
    "Event",
    "Notice",
    "StreamEpoch",
]
