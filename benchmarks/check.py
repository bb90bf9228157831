"""`python -m benchmarks.check`: a short run of job A with every engine that is installed, and a
comparison of the synthetic partners as columns, as records and as rows. Exit code 1 on a fault.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec

from benchmarks import synthetic_data
from benchmarks.jobs import a_shortlist
from benchmarks.synthetic_data import briefs
from benchmarks.synthetic_data.loading import load_into_tables
from harness.servers import own_servers
from matcher.index.candidate import Candidate
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage

# PostgreSQL is always there; `make bench` installs the others.
PACKAGES = {"duck": "duckdb", "polars": "polars"}
PARTNERS = 1_500
OWN_ROWS, ROWS_OF_AN_ENGINE = 6 + 2, 2


def main() -> int:
    """0 when nothing differs."""
    with own_servers():
        faults = [*lists(), *points_of_records(), *rows_of_tables()]
    print("\n".join(faults) or "every list, record and row agrees")
    return 1 if faults else 0


def lists(size: int = 3_000) -> Iterator[str]:
    """Job A: every engine lists the same partners with the same points."""
    engines = ["postgres", *(name for name, package in PACKAGES.items() if find_spec(package))]
    rows = list(a_shortlist.measured(size, engines, repeated=2, random=12))
    asked = [row for row in rows if row.same_list is not None]
    if len(asked) != OWN_ROWS + ROWS_OF_AN_ENGINE * len(engines):
        yield f"job A has {len(asked)} rows with a list"
    yield from (f"{row.engine}: another list" for row in asked if not row.same_list)
    yield from (f"{row.engine}: no time at all" for row in rows if row.seconds <= 0)


def points_of_records() -> Iterator[str]:
    """The points of the columns are those of the records: `rank` raises where they differ."""
    reference, columns = synthetic_data.reference(), synthetic_data.columns(PARTNERS)
    records = synthetic_data.records(reference, columns)
    segments, listed = (Segment(columns),), 0
    for wanted in (briefs.SOFT, briefs.HARD, *briefs.at_random(reference, 40)):
        compiled = compile_brief(reference, replace(wanted, limit=PARTNERS))
        coverage = count_coverage(reference, segments, wanted.datasets)
        listed += len(ranking.rank(compiled, segments, records, coverage).entries)
    if listed <= PARTNERS:
        yield f"all briefs together list {listed} partners: too few to compare"


def rows_of_tables() -> Iterator[str]:
    """The product's tables hold the same partners, numbered in the same way."""
    from django.db import connection

    from core import counters
    from matcher.index.loading.load_candidates import load_candidates
    from matcher.reference.reference_data import build_reference_data
    from partners.models import PartnersChange
    from partners.reference.reference_loader import read_atlas, read_taxonomy

    before = counters.current("partners")
    load_into_tables(connection, PARTNERS)
    own, stored = synthetic_data.reference(), build_reference_data(read_atlas(), read_taxonomy())
    ids = range(1, PARTNERS + 1)
    made = synthetic_data.records(own, synthetic_data.columns(PARTNERS))(ids)
    loaded = load_candidates(ids)
    for pk in ids:
        if pk not in loaded or _ordered(loaded[pk]) != _ordered(made[pk]):
            yield f"partner {pk} differs in the tables"
    number = counters.current("partners")
    if number <= before or PartnersChange.objects.filter(number=number).count() != 2:
        yield "the change of both datasets is not recorded"
    if (stored.areas.codes, stored.sectors.codes) != (own.areas.codes, own.sectors.codes):
        yield "places or sectors have other numbers in the database"
    elif not (
        (stored.areas.place_affinity == own.areas.place_affinity).all()
        and (stored.demand.used == own.demand.used).all()
        and (stored.sectors.covers == own.sectors.covers).all()
    ):
        yield "areas, demand or sectors differ in the database"


def _ordered(candidate: Candidate) -> Candidate:
    """The candidate with its certificates and its evidence in one order."""
    held = sorted(candidate.certificates.held, key=lambda each: each.standard)
    return replace(
        candidate,
        certificates=replace(candidate.certificates, held=tuple(held)),
        proofs=tuple(sorted(candidate.proofs, key=lambda each: each.kind)),
    )


if __name__ == "__main__":
    sys.exit(main())
