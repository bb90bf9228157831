"""The errors of this app."""

from core.languages.messages import Message


class WebhookError(Exception):
    """A request that this app refuses. `code` is the problem code of the API."""

    code = "refused"


class UnknownEventType(WebhookError):
    """No app has declared this event type."""

    code = "webhook-not-understood"


class DestinationRefused(WebhookError):
    """Events cannot be sent to this URL; the text gives the reason."""

    code = "webhook-not-understood"


class TooManyEndpoints(WebhookError):
    """The firm has the maximum number of endpoints."""

    code = "too-many-webhooks"


class EndpointDisabled(WebhookError):
    """The endpoint is disabled: enable it first."""

    code = "webhook-disabled"


class DeliveryUnderWay(WebhookError):
    """The delivery is being sent or waits for its next attempt: there is nothing to resend."""

    code = "delivery-under-way"


class CursorTooOld(WebhookError):
    """Some events after this number have been pruned.

    All events after `kept_after` are kept; `oldest` is the first of them, None if there is none.
    """

    code = "events-pruned"

    def __init__(self, number: int, kept_after: int, oldest: int | None) -> None:
        self.kept_after = kept_after
        kept = (
            Message("the oldest kept event is {oldest}", oldest=oldest)
            if oldest
            else Message("there is no newer event yet")
        )
        super().__init__(
            Message(
                "events after {number} have been pruned: {kept}; continue with after={kept_after}",
                number=number,
                kept=kept,
                kept_after=kept_after,
            )
        )


class CursorAhead(WebhookError):
    """No event of the stream has this number: it was undone by a restore, or never given.

    `known` is the last number before it that the stream has.
    """

    code = "events-ahead"

    def __init__(self, detail: Message, known: int) -> None:
        self.known = known
        super().__init__(detail)
