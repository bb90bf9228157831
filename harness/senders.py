"""`manage.py deliver` as processes, ended with the measurement that started them."""

from harness.processes import Processes


class Senders(Processes):
    """Processes of `manage.py deliver`."""

    def start(self, *words: str, program: tuple[str, ...] = ("manage.py",)) -> int:
        """Start one process; its id."""
        return super().start(*program, "deliver", *words)
