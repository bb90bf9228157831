"""The logger of gunicorn: its lines go the way of all others."""

from typing import Any

from gunicorn.glogging import Logger

from config import environment, logs


class GunicornLogger(Logger):  # type: ignore[misc]  # Gunicorn is not typed
    """Sends what gunicorn says through the handlers of `config.logs`, also in its main process,
    which reads no settings of Django.
    """

    def setup(self, cfg: Any) -> None:
        found = environment.load_environment()
        logs.configure(found.log_format, found.log_level)
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
