"""C26: clients without a key that drip, against web as it is deployed."""

import os
import time
from contextlib import ExitStack

from chaos.scene import Finding, Scene, clear, p95
from harness.deployed import NO_NGINX, ask, find_nginx, proxied
from harness.slow_clients import BODY, HANDSHAKE, HEADERS, dripping

# The proxy serves 100 of one address at a time: theirs is another than that of the others.
_THEIRS = "127.0.0.2"


def slow_clients(scene: Scene) -> Finding:
    """C26: 120 connections drip headers, bodies and handshakes of TLS; others ask meanwhile."""
    from firms import api_keys
    from firms.models import Firm

    name = "C26 slow clients"
    nginx = find_nginx()
    if nginx is None:
        return Finding(name, "all answered; /livez <= calm + 1 s", True, {"skipped": NO_NGINX})
    clear()
    key = api_keys.issue(firm=Firm.objects.create(name="Firm"))
    folder = scene.folder / "proxied"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    each, asked = 40, scene.some(200, 20)
    with proxied(folder, os.environ | scene.environ, nginx) as ports, ExitStack() as slow:
        address = f"https://127.0.0.1:{ports.https}"
        assert ask(f"{address}/v1/me", key=key)[0] == 200  # the first loads what is needed
        calm = [_seconds(f"{address}/livez") for _ in range(asked)]
        for begins, tls in ((HEADERS, True), (BODY, True), (HANDSHAKE, False)):
            slow.enter_context(dripping(ports.https, begins, each, tls=tls, source=_THEIRS))
        waits, statuses = [], []
        for _ in range(asked):
            waits.append(_seconds(f"{address}/livez"))
            statuses.append(ask(f"{address}/v1/me", key=key)[0])
            time.sleep(0.1)
    figures = {
        "dripping": 3 * each,
        "livez_max_s": round(max(waits), 3),
        "calm_livez_p95_s": p95(calm),
        "asked": len(statuses),
        "refused": sum(one != 200 for one in statuses),
        "lost": 0,
    }
    passed = max(waits) - p95(calm) <= 1 and not figures["refused"]
    return Finding(name, "all answered; /livez <= calm + 1 s", passed, figures)


def _seconds(url: str) -> float:
    """How long the response took. Raises `AssertionError` where it is no 200."""
    start = time.monotonic()
    status, body = ask(url)
    assert status == 200, body
    return time.monotonic() - start
