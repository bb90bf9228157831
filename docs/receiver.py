"""Receive Ronghe's webhooks with Python's standard library alone: verify, then act once.

    RONGHE_WEBHOOK_SECRET=whsec_… python docs/receiver.py 8080

A receiver needs to copy `verify` only. Store the event, answer within 20 seconds with 200 to 299,
and do the work afterwards. The same `webhook-id` may come twice: act once.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOLERANCE_SECONDS = 300


class NotVerified(Exception):
    """The request is not from Ronghe, was changed on its way, or is too old or too new."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> Any:
    """Return the event of a request, None for an empty body.

    `now` is the present time in seconds since 1970, by default the clock's. Raises `NotVerified`
    unless a signature matches and the timestamp is within `TOLERANCE_SECONDS` of `now`.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        webhook_id, stamp = given["webhook-id"], given["webhook-timestamp"]
        signatures = given["webhook-signature"].split(" ")
        sent_at = int(stamp)
    except (KeyError, ValueError):
        raise NotVerified("a webhook header is missing, or its timestamp is no integer") from None
    if abs((time.time() if now is None else now) - sent_at) > TOLERANCE_SECONDS:
        raise NotVerified("the timestamp is too far from the clock of the receiver")
    signed = f"{webhook_id}.{stamp}.".encode() + body
    right = base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256))
    # Try every signature: while a secret is rotated the old and the new one sign. Skip other
    # schemes than v1.
    versions = (signature.partition(",") for signature in signatures)
    if not any(
        version == "v1" and hmac.compare_digest(right, text.encode())
        for version, _, text in versions
    ):
        raise NotVerified("no signature matches")
    return json.loads(body) if body else None


def _key(secret: str) -> bytes:
    text = secret.removeprefix("whsec_").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise NotVerified("the secret is not base64") from None


class Receiver(BaseHTTPRequestHandler):
    """Verify each request, print each new event once, and answer 204."""

    secret = os.environ.get("RONGHE_WEBHOOK_SECRET", "")
    seen: set[str] = set()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            event = verify(self.secret, dict(self.headers.items()), body)
        except NotVerified as fault:
            self.send_error(400, str(fault))
            return
        webhook_id = self.headers["webhook-id"]
        # Store the ids in your database, in the transaction of the work, so that a restart
        # forgets none.
        if webhook_id not in self.seen:
            self.seen.add(webhook_id)
            print(event["number"], event["type"], json.dumps(event["data"]), flush=True)
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()
