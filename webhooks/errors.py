"""What the outbox refuses."""


class WebhookError(Exception):
    """A fault of the caller of this app."""


class NoTransaction(WebhookError):
    """An event or a number was asked for outside a transaction."""


class UnknownEventType(WebhookError):
    """No app has declared this event type."""
