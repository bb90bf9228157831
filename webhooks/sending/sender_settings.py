"""How a sender goes about it: how much at once, and for how long."""

from dataclasses import dataclass

_MARGIN = 1.2  # of the deadline: what starting a batch and recording it may take


@dataclass(frozen=True)
class SenderSettings:
    """All times in seconds. `deadline` is for a whole send, from the name's look-up to the last
    byte; after `lease` another sender may take the row. `listen`: be woken by new events.
    """

    parallel: int = 256
    deadline: float = 20.0
    connect: float = 5.0
    lease: float = 45.0
    poll: float = 1.0
    sweep: float = 10.0
    listen: bool = True

    def __post_init__(self) -> None:
        if self.lease < self.deadline * _MARGIN + 1:
            raise ValueError("a lease must outlast the deadline, or sends are made twice")
