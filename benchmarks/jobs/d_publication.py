"""Job D: Guangdong publishes one more priority beside many stored shortlists. Which of them it
touches, how long until all of these are right again, and whether it left the others alone.

Everything is the product's own: rows in PostgreSQL, curators' verbs, sweeps in processes of their
own. A size of 100 000 partners stands beside 10 000 shortlists, a smaller one beside a tenth of it.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.rows import Options, Row, peak_mb, timed
from benchmarks.synthetic_data.dictionary import DATASETS
from benchmarks.synthetic_data.loading import load_into_tables
from core.clock import today
from harness.seed_reference import SEEDS
from harness.servers import BASE_DIR, own_servers

MOST_PARTNERS, MOST_SHORTLISTS, SWEEPERS = 100_000, 10_000, 2
GUANGDONG, TARGET = "440000", "C182"
_GROUPS = ("C181", "C182", "C265", "C352", "C361", "C382", "C391", "C396", "C401", "C17")
_SERVICES = ("PS011", "PS012", "PS021", "PS033", "PS041", "PS081")
_PROVINCES = ("440000", "330000", "320000", "370000", "430000")
# A worker: at each line that comes it answers all that is due, and says so.
_WORKER = """
import sys
from matcher.shortlists import answering
for _ in sys.stdin:
    while answering.sweep():
        pass
    print("done", flush=True)
"""


def run(options: Options) -> Iterator[Row]:
    for size in sorted({min(size, MOST_PARTNERS) for size in options.sizes}):
        with own_servers():
            yield from _run(size, min(MOST_SHORTLISTS, size // 10))


def _run(partners: int, shortlists: int) -> Iterator[Row]:
    from django.db import connection

    from matcher import loaded
    from priorities.importing.seed_lists import load_seed_lists

    size = f"{partners}, {shortlists} shortlists"
    load_into_tables(connection, partners)
    load_seed_lists(SEEDS)
    loaded.write_columns()
    _ask(shortlists)
    with _workers() as sweep:
        took, _ = timed(sweep)
        note = f"{1000 * took / shortlists:.1f} ms each"
        yield Row("D", "ours: answer all", size, took, None, None, SWEEPERS, peak_mb(), note)
        before = _standing()
        took, edition = timed(_publish)
        yield Row("D", "ours: publish", size, took, None, None, 1, peak_mb(), "by approved draft")
        stale = _stale()
        took, _ = timed(sweep)
    after = _standing()
    moved = {pk for pk in before if before[pk] != after[pk]}
    right = not _stale() and moved <= stale and _naming(edition) <= moved
    note = f"{len(stale)} touched, {len(moved)} with a new revision; no other moved"
    yield Row("D", "ours: settle", size, took, None, right, SWEEPERS, peak_mb(), note)


def _ask(count: int) -> None:
    """Briefs of both sides, of which some are about what is put first, some where it is."""
    from firms.models import Firm
    from matcher.briefs import submit

    firm = Firm.objects.create(name="made up to measure with")
    rng = np.random.default_rng(3)
    for _ in range(count):
        submit.submit(firm=firm, asked=_brief(rng))


def _brief(rng: np.random.Generator) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "datasets": list(DATASETS),
        "limit": 20,
        "lead_time_days": int(rng.integers(10, 60)),
        "languages": ["en"],
    }
    if rng.random() < 0.7:
        asked |= {"seeking": "manufacturer", "sectors": [str(rng.choice(_GROUPS))]}
        asked |= {"order_quantity": int(rng.integers(1, 200)) * 50, "order_unit": "piece"}
    else:
        client = {"sector": str(rng.choice(_GROUPS)), "place": str(rng.choice(_PROVINCES))}
        asked |= {"seeking": "service_provider", "services": [str(rng.choice(_SERVICES))]}
        asked |= {"client": client}
    if rng.random() < 0.5:
        asked["provinces"] = [str(one) for one in rng.choice(_PROVINCES, 2, replace=False)]
    return asked


@contextmanager
def _workers() -> Iterator[Callable[[], None]]:
    """Processes that wait, as idle workers do, until they are told to answer all that is due."""
    environ = {k: v for k, v in os.environ.items() if k != "RONGHE_EMBEDDED"}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", _WORKER]
    pipe = subprocess.PIPE
    running = [
        subprocess.Popen(command, cwd=BASE_DIR, env=environ, stdin=pipe, stdout=pipe, text=True)
        for _ in range(SWEEPERS)
    ]

    def sweep() -> None:
        for process in running:
            print("go", file=process.stdin, flush=True)
        for process in running:
            if process.stdout is None or process.stdout.readline() != "done\n":
                raise RuntimeError("a worker stopped")

    try:
        yield sweep
    finally:
        for process in running:
            process.kill()
            process.wait(10)


def _publish() -> Any:
    """One more priority for Guangdong, through the curators' verbs."""
    from django.contrib.auth.models import Permission, User

    from priorities.editions import lifecycle
    from priorities.editions.load_editions import load_rows

    def curator(name: str, verb: str) -> User:
        user = User.objects.create_user(name)
        user.user_permissions.set(Permission.objects.filter(codename=f"{verb}_edition"))
        return User.objects.get(pk=user.pk)

    editor, approver = curator("editor", "draft"), curator("approver", "approve")
    draft = lifecycle.open_draft(province=GUANGDONG, by=editor)
    rows = list(load_rows(draft))
    more = replace(
        rows[0],
        key="",
        title_en="made up to measure with",
        title_zh="made up to measure with",
        targets=(TARGET,),
        places=(),
    )
    more = replace(more, signal="support", speaker="government", stage="delivered", rank=None)
    draft = lifecycle.revise(
        draft=draft, rows=[*rows, more], by=editor, expected_version=draft.version
    )
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
    return lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)


def _standing() -> Mapping[Any, int]:
    """Each shortlist's last revision."""
    from django.db.models import Max

    from matcher.models import Shortlist

    found = Shortlist.objects.annotate(last=Max("revisions__number"))
    return {pk: last or 0 for pk, last in found.values_list("pk", "last")}


def _stale() -> set[Any]:
    from matcher.shortlists import staleness

    return set(staleness.due(today()).values_list("pk", flat=True))


def _naming(edition: Any) -> set[Any]:
    """The shortlists of which a revision names the edition's new priority in what it moved."""
    from matcher.models import Revision

    key = edition.priorities.order_by("pk").last().key
    found = Revision.objects.filter(policy=edition.policy, number__gt=1)
    return {
        pk for pk, changes in found.values_list("shortlist_id", "changes") if key in str(changes)
    }
