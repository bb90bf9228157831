"""What this floor refuses."""


class WebhookError(Exception):
    """A fault of the caller of this app. `code` names its kind to the outside."""

    code = "refused"


class UnknownEventType(WebhookError):
    """No app has declared this event type."""

    code = "webhook-not-understood"


class DestinationRefused(WebhookError):
    """Events cannot be sent to this URL; the text says why."""

    code = "webhook-not-understood"


class TooManyEndpoints(WebhookError):
    """The firm has as many endpoints as it may."""

    code = "too-many-webhooks"


class EndpointDisabled(WebhookError):
    """Nothing is sent there now: enable it first."""

    code = "webhook-disabled"


class DeliveryUnderWay(WebhookError):
    """It is being sent, or waits for its next attempt: there is nothing to resend."""

    code = "delivery-under-way"


class CursorTooOld(WebhookError):
    """Events beyond this number are kept no more. `kept_after`: from where on all are, `oldest`
    the first of them, if there is one.
    """

    code = "events-pruned"

    def __init__(self, number: int, kept_after: int, oldest: int | None) -> None:
        self.kept_after = kept_after
        kept = f"the oldest kept is {oldest}" if oldest else "none newer is there yet"
        super().__init__(
            f"events after {number} are kept no more: {kept}; go on with after={kept_after}"
        )
