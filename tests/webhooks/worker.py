"""The sender's steps one by one, in the test's own process and transaction."""

import time

from webhooks.sending import attempts, claiming, holding
from webhooks.sending.claiming import Claim
from webhooks.sending.delivery_worker import _ended
from webhooks.sending.request_builder import RequestBuilder
from webhooks.sending.sender import Reply, Sender
from webhooks.sending.transport import Limits


class Round:
    def __init__(self, deadline: float = 2.0, loopback: bool = True) -> None:
        self.sender: Sender[Claim] = Sender(Limits(deadline, 1.0, loopback))
        self.sender.start()
        self.deadline = deadline

    def send(self, limit: int = 100) -> list[Reply[Claim]]:
        """Claim what is due, send it, record it; the replies."""
        return self.finish(self.begin(limit))

    def begin(self, limit: int = 100) -> list[Claim]:
        claims = claiming.claim(limit, lease=30)
        posts = RequestBuilder().posts(claims)
        self.sender.send(posts)
        sent = [post.ticket for post in posts]
        if unsigned := [one for one in claims if one not in sent]:
            holding.hold(unsigned)
        return sent

    def finish(self, claims: list[Claim]) -> list[Reply[Claim]]:
        replies: list[Reply[Claim]] = []
        end = time.monotonic() + self.deadline + 3
        while len(replies) < len(claims):
            assert time.monotonic() < end, "a send did not end"
            replies += self.sender.ended()
            time.sleep(0.005)
        if replies:
            attempts.record([_ended(reply) for reply in replies])
        return replies

    def close(self) -> None:
        self.sender.stop()
