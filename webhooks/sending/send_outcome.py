"""The outcome of a send."""

from dataclasses import dataclass
from datetime import datetime

# Statuses that concern the endpoint as a whole, not one delivery.
THROTTLING = frozenset({429, 502, 503, 504})
GONE = 410


@dataclass(frozen=True)
class SendOutcome:
    """The outcome of one send.

    `status` is 0 without an HTTP response, and `error` names the class of fault. `started_at` is
    the database's time, `ms` the whole duration, `body` the first kilobyte of the response.
    """

    started_at: datetime
    ms: int
    status: int = 0
    error: str = ""
    body: str = ""
    retry_after: str | None = None

    @property
    def delivered(self) -> bool:
        """Whether a response with a status from 200 to 299 came in time."""
        return not self.error and 200 <= self.status <= 299

    @property
    def gone(self) -> bool:
        """Whether the receiver answered 410 Gone, which unsubscribes the endpoint."""
        return self.status == GONE and not self.error

    @property
    def throttling(self) -> bool:
        """Whether the endpoint asks for a pause."""
        return self.status in THROTTLING and not self.error

    @property
    def broken(self) -> bool:
        """Whether the endpoint itself fails: no response, a late one, or a status from 500."""
        return bool(self.error) or self.status >= 500
