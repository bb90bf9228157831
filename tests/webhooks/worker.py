"""The sender's steps one by one, in the test's own process and transaction."""

import time

from webhooks.sending import holding
from webhooks.sending.attempts import record_attempts
from webhooks.sending.claims import Claim, claim_due_deliveries
from webhooks.sending.delivery_worker import _finished_send
from webhooks.sending.request_builder import RequestBuilder
from webhooks.sending.sender import PostReply, Sender
from webhooks.sending.transport import Limits


class Round:
    def __init__(self, deadline: float = 2.0, loopback: bool = True) -> None:
        self.sender: Sender[Claim] = Sender(Limits(deadline, 1.0, loopback))
        self.sender.start()
        self.deadline = deadline

    def send(self, limit: int = 100) -> list[PostReply[Claim]]:
        """Claim what is due, send it, record it; the replies."""
        return self.finish(self.begin(limit))

    def begin(self, limit: int = 100) -> list[Claim]:
        claims = claim_due_deliveries(limit, lease=30)
        post_requests = RequestBuilder().build_requests(claims)
        self.sender.send(post_requests)
        sent = [post.reference for post in post_requests]
        if unsigned := [one for one in claims if one not in sent]:
            holding.hold_unsigned(unsigned)
        return sent

    def finish(self, claims: list[Claim]) -> list[PostReply[Claim]]:
        replies: list[PostReply[Claim]] = []
        end = time.monotonic() + self.deadline + 3
        while len(replies) < len(claims):
            assert time.monotonic() < end, "a send did not end"
            replies += self.sender.take_replies()
            time.sleep(0.005)
        if replies:
            record_attempts([_finished_send(reply) for reply in replies])
        return replies

    def close(self) -> None:
        self.sender.stop()
