"""The settings of a sender: parallelism and time limits."""

from dataclasses import dataclass

# A lease must outlast the deadline by a fifth and a second: the time to start and record a batch.
_MARGIN = 1.2


@dataclass(frozen=True)
class SenderSettings:
    """The settings of a sender; all times are in seconds.

    `deadline` limits a whole send, from the name resolution to the last byte. After `lease` another
    sender may claim the delivery. `listen` enables notifications of new events.
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
            raise ValueError("the lease must outlast the deadline, or deliveries are sent twice")
