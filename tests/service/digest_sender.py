"""Sends due digests for ever, in a child that may be killed; the next one takes its place.

The children are forked from a process that has loaded everything, so that one is killed at some
moment of its work, not while it starts. Prints the id of each child.
"""

import datetime as dt
import os
import sys
import time

import django


def main() -> None:
    django.setup()
    from matcher.digests.mailing import send_due_digests

    lease = dt.timedelta(seconds=float(sys.argv[1]))
    while True:
        child = os.fork()
        if not child:
            while True:
                send_due_digests(lease)
                time.sleep(0.02)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
