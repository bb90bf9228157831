"""How a send ended."""

from dataclasses import dataclass
from datetime import datetime

# What the answer's status says about the endpoint as a whole, not about one delivery.
THROTTLING = frozenset({429, 502, 503, 504})
GONE = 410


@dataclass(frozen=True)
class SendOutcome:
    """`status` 0: there was no HTTP answer, and `error` names the class of fault.

    `started_at` is the database's time; `ms` the whole duration; `body` the first kilobyte.
    """

    started_at: datetime
    ms: int
    status: int = 0
    error: str = ""
    body: str = ""
    retry_after: str | None = None

    @property
    def delivered(self) -> bool:
        """An answer from 200 to 299, and in time: nothing else counts."""
        return not self.error and 200 <= self.status <= 299

    @property
    def gone(self) -> bool:
        """The receiver wants no more of this."""
        return self.status == GONE and not self.error

    @property
    def throttling(self) -> bool:
        """The endpoint asks to be left alone for a while."""
        return self.status in THROTTLING and not self.error

    @property
    def broken(self) -> bool:
        """The endpoint itself is in trouble: no answer, none in time, or 5xx."""
        return bool(self.error) or self.status >= 500
