"""A server that failed is left alone for some seconds, so that no request waits for its timeout."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

_PAUSE = 5.0  # seconds for which a server that failed is not asked again
_SILENCE = 60.0  # seconds from one warning to the next
log = structlog.get_logger(__name__)


@dataclass
class CircuitBreaker:
    """Remembers in this process that a server failed. `warning` says in the log what follows."""

    warning: str
    clock: Callable[[], float] = time.monotonic
    _until: float = float("-inf")
    _silent_until: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_open(self) -> bool:
        """Tell whether the server must not be asked now."""
        return self.clock() < self._until

    def open(self, **details: str) -> None:
        """Ask the server no more for some seconds; log it with the details at most once a
        minute.
        """
        now = self.clock()
        with self._lock:
            self._until = now + _PAUSE
            if now < self._silent_until:
                return
            self._silent_until = now + _SILENCE
        log.warning(self.warning, **details)

    def close(self) -> None:
        """Ask the server again at once."""
        self._until = self._silent_until = float("-inf")
