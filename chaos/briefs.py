"""C21 to C24: a firm asks for thousands, Redis is broken, a file is damaged, the disk is full."""

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from chaos.scene import Finding, Scene, clear, p95
from harness.processes import SWEEP, WORKER, Processes
from harness.servers import BASE_DIR, within

_KNITWEAR: dict[str, Any] = {"seeking": "manufacturer", "sectors": ["C182"], "order_quantity": 150}


def unfair_firm(scene: Scene) -> Finding:
    """C21: one firm asks for 4,000 answers, another for one, again and again."""
    from firms.models import Firm
    from matcher.models import Revision, Shortlist

    _prepare()
    many, one = (Firm.objects.create(name=name) for name in ("Many", "One"))
    with _processes(scene) as processes:
        processes.start(*WORKER)
        processes.start(*SWEEP)
        log = processes.log
        within(120, lambda: b"ready." in log.read_bytes(), "the worker is ready")
        _answered(one, 120)
        _answered(one, 120)  # all have loaded the partners
        alone = [_answered(one, 60) for _ in range(5)]
        asked = scene.some(4_000, 800)
        _ask_many(many, asked)
        behind = [_answered(one, 60) for _ in range(5)]
        left = Shortlist.objects.of(many).waiting().count()
        within(600, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
    answers = Revision.objects.filter(shortlist__brief__firm=many).count()
    figures = {
        "alone_max_s": round(max(alone), 2),
        "behind_max_s": round(max(behind), 2),
        "still_waiting_then": left,
        "lost": asked - answers,
    }
    passed = max(behind) - max(alone) <= 2 and left > 0 and not figures["lost"]
    return Finding("C21 unfair firm", "another's answer <= 2 s later; lost 0", passed, figures)


def silent_broker(scene: Scene) -> Finding:
    """C22: Redis takes connections and never answers."""
    from harness import broken_brokers

    return _without_broker(scene, "C22 Redis silent: briefs", broken_brokers.silent_broker())


def full_broker(scene: Scene) -> Finding:
    """C22: Redis is out of memory."""
    from harness import broken_brokers

    return _without_broker(scene, "C22 Redis full: briefs", broken_brokers.full_broker())


def _without_broker(scene: Scene, name: str, broken: AbstractContextManager[str]) -> Finding:
    from firms.models import Firm
    from harness.celery_broker import sending_to
    from matcher.models import Shortlist

    _prepare()
    firm = Firm.objects.create(name="Firm")
    calm = [_ask_timed(firm, n) for n in range(scene.some(100, 20))]
    with broken as address, _processes(scene, REDIS_URL=address) as processes:
        processes.start(*WORKER)
        processes.start(*SWEEP)
        within(120, lambda: not Shortlist.objects.waiting().exists(), "the sweep has begun")
        with sending_to(address):
            waits = [_ask_timed(firm, n) for n in range(scene.some(100, 20))]
        start = time.monotonic()
        within(120, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
        took = time.monotonic() - start
    figures = {
        "asked": len(waits),
        "lost": Shortlist.objects.filter(revisions=None).count(),
        "ask_max_s": round(max(waits), 3),
        "calm_ask_p95_s": p95(calm),
        "all_answered_after_s": round(took, 1),
    }
    passed = not figures["lost"] and max(waits) - p95(calm) <= 0.5 and took <= 15
    rule = "lost 0; asking <= calm + 0.5 s; answered <= 15 s"
    return Finding(name, rule, passed, figures)


def damaged_file(scene: Scene) -> Finding:
    """C23: the file of partners is damaged in place while processes have it mapped."""
    from django.conf import settings

    from firms.models import Firm
    from matcher import loaded
    from matcher.models import IndexFile, Revision, Shortlist

    _prepare()
    firm = Firm.objects.create(name="Firm")
    loaded.write_columns()
    with _processes(scene) as processes:
        processes.start(*SWEEP)
        _answered(firm, 120)
        newest = IndexFile.objects.latest("partners_number").digest
        path = Path(settings.INDEX_DIR) / f"{newest}.columns"
        content = bytearray(path.read_bytes())
        with path.open("r+b") as file:
            file.seek(len(content) // 2)
            file.write(bytes(len(content) - len(content) // 2))
        for _ in range(scene.some(50, 10)):
            _ask(firm, 0)
        within(120, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
        within(60, lambda: path.exists() and path.read_bytes() == content, "it is written anew")
    lost = Shortlist.objects.filter(revisions=None).count()
    # All are of one brief.
    listed = {
        tuple(one.entries.order_by("rank").values_list("partner", flat=True))
        for one in Revision.objects.all()
    }
    figures = {"lost": lost, "different_lists": len(listed) - 1}
    return Finding(
        "C23 damaged file", "lost 0; one list; written anew", not lost and len(listed) == 1, figures
    )


def full_disk(scene: Scene) -> Finding:
    """C24: the disk of INDEX_DIR is full: no file can be written, and answers need none."""
    from firms.models import Firm
    from matcher.models import Shortlist

    _prepare()
    firm = Firm.objects.create(name="Firm")
    folder = scene.folder / "full"
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k,mode=777", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        reason = {"skipped": "no small file system can be mounted here"}
        return Finding("C24 full disk", "lost 0", True, reason)
    try:
        with _processes(scene, INDEX_DIR=str(folder)) as processes:
            processes.start(*SWEEP)
            _answered(firm, 120)
            for quantity in range(scene.some(50, 10)):
                _ask(firm, quantity)
            within(120, lambda: not Shortlist.objects.waiting().exists(), "all are answered")
            time.sleep(scene.some(15, 1))
            left = [one.name for one in folder.iterdir()]
    finally:
        subprocess.run(["umount", str(folder)], check=False, capture_output=True)
    lost = Shortlist.objects.filter(revisions=None).count()
    figures = {"lost": lost, "left_on_the_disk": len(left)}
    return Finding("C24 full disk", "lost 0; nothing is left", not lost and not left, figures)


def _prepare() -> None:
    """The seeds, once, and no firm of the scenario before."""
    from partners.intake.seeds import load_seeds
    from partners.models import Partner
    from priorities.importing.seed_lists import load_seed_lists

    clear()
    if not Partner.objects.exists():
        load_seeds(BASE_DIR / "seeds")
        load_seed_lists(BASE_DIR / "seeds")


def _processes(scene: Scene, **differs: str) -> Processes:
    return Processes({**os.environ, **scene.environ, **differs}, scene.folder / "service.log")


def _ask(firm: Any, quantity: int) -> Any:
    from matcher.briefs.submit import submit

    return submit(firm=firm, asked=_KNITWEAR | {"order_quantity": 100 + quantity})


def _ask_many(firm: Any, count: int) -> None:
    """Ask at once, as `submit` does in single steps, with a message for each."""
    from django.db import transaction

    from core.task_queue import enqueue
    from matcher.models import Brief, Shortlist
    from matcher.task_names import ANSWER

    first = _ask(firm, 0)
    depends = {
        name: getattr(first, name)
        for name in ("depends_on_sectors", "depends_on_provinces", "depends_on_datasets")
    }
    with transaction.atomic():
        briefs = Brief.objects.bulk_create(
            Brief(firm=firm, asked=_KNITWEAR | {"order_quantity": n}) for n in range(1, count)
        )
        made = Shortlist.objects.bulk_create(Shortlist(brief=one, **depends) for one in briefs)
        for one in made:
            enqueue(ANSWER, str(one.pk))


def _ask_timed(firm: Any, quantity: int) -> float:
    start = time.monotonic()
    _ask(firm, quantity)
    return time.monotonic() - start


def _answered(firm: Any, seconds: float) -> float:
    """Ask once, and wait for the answer; the seconds until it was there."""
    start = time.monotonic()
    exists: Callable[[], bool] = _ask(firm, 0).revisions.exists
    within(seconds, exists, "the brief is answered")
    return time.monotonic() - start
