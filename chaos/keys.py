"""C25: processes have an encryption key that does not read what is stored."""

import time

from chaos.scene import QUICK, Finding, Scene, clear, oracle, settled
from harness.receiver import Receiver
from harness.servers import within

ENDPOINTS = 5


def wrong_key(scene: Scene) -> Finding:
    """Senders with a wrong key send nothing and lose nothing; with the right one all is sent."""
    from cryptography.fernet import Fernet

    from harness import messages
    from webhooks.models import Endpoint

    clear()
    wrong = Fernet.generate_key().decode()
    with Receiver() as receiver:
        messages.create_endpoints(receiver, ENDPOINTS)
        told = [messages.emit_events()[0] for _ in range(scene.some(100, 10))]
        with scene.senders(ENCRYPTION_KEYS=wrong) as senders:
            senders.start(*QUICK)
            held = Endpoint.objects.filter(unreadable_since__isnull=False)
            within(60, lambda: held.count() == ENDPOINTS, "all endpoints are held")
            time.sleep(1)
            unsigned = len(receiver.requests)
        not_ready = _ready(wrong)
        with scene.senders() as senders:
            senders.start(*QUICK)
            settled(120)
        found = oracle(receiver, told, [f"/{n}" for n in range(ENDPOINTS)])
    figures = {**found, "sent_with_the_wrong_key": unsigned, "ready_with_it": not_ready}
    passed = not found["lost"] and not unsigned and not not_ready
    return Finding("C25 wrong encryption key", "lost 0; not ready; none sent", passed, figures)


def _ready(key: str) -> bool:
    """Is a process with this key alone ready?"""
    from django.test import override_settings

    from api.probes import readiness_checks
    from api.probes.outcomes import CheckFailed

    with override_settings(ENCRYPTION_KEYS=(key,)):
        try:
            readiness_checks.encryption_keys()
        except CheckFailed:
            return False
    return True
