"""Job B: for every maker its ten best providers and the reverse; for one partner, at once.

The competitors get what takes us most time for nothing: the points of need and affinity for each
pair of groups, computed by us and indexed. They are asked for the lists of some makers only, and
their time for all is reckoned from that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from benchmarks import parties
from benchmarks.engines import duck_matches, postgres_matches
from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from harness.seed_reference import SEEDS
from harness.servers import own_servers
from matcher.matches import top_matches
from matcher.matches.parties import (
    MAKES,
    SERVES,
    Ints,
    MatchTables,
    PartyGroups,
    group_parties,
    subset,
)

if TYPE_CHECKING:
    from matcher.models import MatchGeneration

K = 10
ASKED_AT_ONCE = 1_000
SAMPLED = {"PostgreSQL LATERAL": 60, "DuckDB": 400}

# (province, sector, service) by code; None: of all.
QUESTIONS = (
    (None, None, None),
    ("440000", None, None),
    (None, "C18", None),
    (None, None, "PS03"),
    (None, "EI-LAE", "PS03"),
    ("440000", "C18", "PS033"),
)
Question = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Stage:
    """Both sides, and the lists that we found for the makers."""

    tables: MatchTables
    makers: PartyGroups
    providers: PartyGroups
    found: top_matches.Keys
    seconds: float


def run(options: Options) -> Iterator[Row]:
    with own_servers():
        for makers, providers in options.pairs:
            yield from _run(makers, providers)


def _run(makers: int, providers: int) -> Iterator[Row]:
    size = f"{makers}x{providers}"
    tables = parties.tables()
    both = [parties.parties(tables, MAKES, makers), parties.parties(tables, SERVES, providers)]
    took, (left, right) = best_of(2, lambda: [group_parties(tables, one) for one in both])
    yield Row("B", "ours: group both sides", size, took, None, None, 1, peak_mb())
    took, found = best_of(2, lambda: top_matches.best_counterparts(tables, left, right, K))
    stage = Stage(tables, left, right, found, took)
    yield Row("B", "ours: makers ask", size, took, 1.0, True, 1, peak_mb())
    took, _ = timed(lambda: top_matches.best_counterparts(tables, right, left, K))
    yield Row("B", "ours: providers ask", size, took, None, None, 1, peak_mb())
    yield _one_at_a_time(stage, f"1x{providers}")
    yield from _competitors(stage, size)
    yield from _strongest(stage, size)


def _competitors(stage: Stage, size: str) -> Iterator[Row]:
    for name, engine in (
        ("PostgreSQL LATERAL", postgres_matches.lists),
        ("DuckDB", duck_matches.lists),
    ):
        rows = _sample(stage, SAMPLED[name])
        seconds, keys = engine(stage.tables, stage.makers, rows, stage.providers, K)
        whole = seconds * len(stage.makers) / len(rows)
        same = bool((keys == stage.found[rows]).all())
        note = (
            f"sampled: {seconds:.3g} s for {len(rows)} makers, extrapolated; "
            "need and affinity of each pair of groups given"
        )
        yield Row("B", name, size, whole, whole / stage.seconds, same, 1, None, note)


def _strongest(stage: Stage, size: str) -> Iterator[Row]:
    """The strongest pairs kept with a generation, and `GET /v1/matches` read from them: the request
    to the last byte, the worst of the questions, best of five each.
    """
    from matcher.matches.strongest_pairs import MOST_PAIRS
    from partners.intake.reference_files import load_reference

    took, generation = timed(lambda: _stored_generation(stage))
    yield Row("B", "ours: keep strongest pairs", size, took, None, None, 1, peak_mb())
    _remove_priority_numbers(generation)
    load_reference(SEEDS)
    _register_records(_shown(MOST_PAIRS))
    ask = _reader(MOST_PAIRS)
    asked = {question: best_of(5, partial(ask, question))[0] for question in QUESTIONS}
    worst = max(asked, key=lambda question: asked[question])
    note = f"100 pairs, the slowest of {len(QUESTIONS)} questions: {_parameters(worst)}"
    yield Row("B", "ours: GET /v1/matches", size, asked[worst], None, None, 1, peak_mb(), note)


def _stored_generation(stage: Stage) -> "MatchGeneration":
    """A current generation with the strongest pairs of every province."""
    from django.utils import timezone

    from core.clock import today
    from matcher.matches import generations
    from matcher.matches.match_context import MatchContext
    from matcher.matches.strongest_pairs import makers_by_province
    from matcher.models import MatchGeneration

    context = MatchContext((), stage.tables, stage.makers, stage.providers)
    generation = MatchGeneration.objects.create(
        simulated=False,
        state=MatchGeneration.State.CURRENT,
        model="benchmark",
        policy=0,
        partners=0,
        as_of=today(),
        total=len(stage.makers),
        divisions=list(stage.tables.needs.divisions),
        services=list(stage.tables.needs.services),
        finished_at=timezone.now(),
    )
    for province in makers_by_province(context):
        generations.store_province(generation, province, context)
    return generation


def _remove_priority_numbers(generation: "MatchGeneration") -> None:
    """Priorities are made up: a stale generation would look for them in the database."""
    from matcher.matches.pair_entries import PAIR

    rows = list(generation.pairs.all())
    for row in rows:
        entries = np.frombuffer(row.packed, PAIR).copy()
        entries["priority"] = 0
        row.packed = entries.tobytes()
    # Stored anew: `bulk_update` of the 40,000 rows of a generation takes 40 s.
    generation.pairs.all().delete()
    generation.pairs.bulk_create(rows, batch_size=500)


def _shown(limit: int) -> set[int]:
    """The ids of the partners that the answers to the questions show."""
    from matcher.matches.province_matches import strongest_matches

    answers = [
        strongest_matches(
            province=province, sector=sector, service=service, simulated=False, k=limit
        )
        for province, sector, service in QUESTIONS
    ]
    pairs = [one for answer in answers for one in answer.matches]
    return {pk for one in pairs for pk in (one.maker, one.provider)}


def _register_records(ids: set[int]) -> None:
    """Partners of these ids. Those of all stored pairs would be 400,000, and take minutes."""
    from partners.models import Partner

    Partner.objects.bulk_create(
        Partner(pk=pk, datasets=["benchmark"], simulated=False, name_en=str(pk), changed_number=0)
        for pk in ids
    )


def _parameters(question: Question) -> str:
    named = zip(("province", "sector", "service"), question, strict=True)
    return urlencode({name: code for name, code in named if code})


def _reader(limit: int) -> Callable[[Question], bytes]:
    """A function that asks `GET /v1/matches` and returns the answer's body."""
    from django.test import Client

    from firms import api_keys
    from firms.models import Firm

    key = api_keys.issue(firm=Firm.objects.create(name="Benchmark"))
    client = Client(headers={"Authorization": f"Bearer {key}", "Host": "127.0.0.1"})

    def ask(question: Question) -> bytes:
        response = client.get(f"/v1/matches?limit={limit}&{_parameters(question)}")
        body: bytes = response.content
        if response.status_code != 200 or b'"generation":null' in body:
            raise AssertionError(body[:500])
        return body

    return ask


def _one_at_a_time(stage: Stage, size: str) -> Row:
    """The 95th percentile over makers of asking for one list, each asked three times."""
    rows = _sample(stage, ASKED_AT_ONCE)

    def ask(row: int) -> top_matches.Keys:
        one = subset(stage.tables, stage.makers, np.array([row]))
        return top_matches.best_counterparts(stage.tables, one, stage.providers, K)

    asked = [best_of(3, partial(ask, row)) for row in rows]
    p50, p95 = np.percentile([took for took, _ in asked], [50, 95])
    same = all(
        (keys[0] == stage.found[row]).all() for row, (_, keys) in zip(rows, asked, strict=True)
    )
    note = f"95th percentile of {len(rows)}, best of 3; half within {1000 * p50:.2f} ms"
    return Row("B", "ours: one partner asks", size, float(p95), None, same, 1, peak_mb(), note)


def _sample(stage: Stage, count: int) -> Ints:
    rng = np.random.default_rng(7)
    return np.sort(rng.choice(len(stage.makers), min(count, len(stage.makers)), replace=False))
