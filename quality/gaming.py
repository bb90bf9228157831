"""Measure what each move gains: points, places, and further records among the first twenty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from matcher.index.candidate import Candidate
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.wanted import Wanted
from quality import population, random_briefs, seeds
from quality.population import rank
from quality.rank_changes import DECLARED, LAW, MOVES, OPEN, Move
from quality.scorecard import Line
from quality.strategies import blank_one, good

SECTIONS = {
    LAW: "Gaming: moves that must never help (held: no gain)",
    OPEN: "Gaming: false records that scoring does not recognise (held: no gain)",
    DECLARED: "Gaming: declared facts, legitimate if true (held: no gain)",
}
FIRST_PLACES = 20
SCORE = 652.8


@dataclass(frozen=True)
class Gain:
    """Points (0..65280) and places gained, and further own records among the first twenty."""

    points: int
    places: int
    records_first: int
    where: str


@dataclass(frozen=True)
class Trial:
    """A brief, the partners among which it is asked, and the listed partner that makes a move."""

    wanted: Wanted
    among: tuple[Candidate, ...]
    one: Candidate

    def stands(
        self, reference: ReferenceData, records: Sequence[Candidate]
    ) -> tuple[int, int, int] | None:
        """Points, rank and records among the first places, if the partner has these records; None
        if it is not listed.
        """
        others = tuple(one for one in self.among if one.id != self.one.id)
        ranking = rank(reference, (*others, *records), self.wanted)
        found = [e for e in ranking.entries if e.partner == self.one.id]
        if not found:
            return None
        own = {record.id for record in records}
        records_first = sum(entry.partner in own for entry in ranking.entries[:FIRST_PLACES])
        return found[0].points, found[0].rank, records_first

    @cached_property
    def before(self) -> tuple[int, int, int] | None:
        """As `stands`, with the own record of the partner."""
        return self.stands(seeds.reference(), (self.one,))

    def gain(self, reference: ReferenceData, records: Sequence[Candidate]) -> Gain:
        """The gain of `records` on the reference over the own record of the partner."""
        before = self.before
        now = self.stands(reference, records)
        where = f"partner {self.one.id} for {', '.join(self.wanted.needs)}"
        if before is None or now is None:
            return Gain(0 if now is None else 1, 0, 0, f"{where}: listed only now")
        return Gain(now[0] - before[0], before[1] - now[1], now[2] - before[2], where)


def trials(count: int, size: int, seed: int = 17) -> list[Trial]:
    """Random briefs among the first `size` of the demonstration set, each with one listed."""
    rng = Random(seed)
    among = tuple(population.demonstration(size).candidates.values())
    found: list[Trial] = []
    for wanted in random_briefs.briefs(count * 3, seed):
        wanted = replace(wanted, limit=size + 100)
        entries = rank(seeds.reference(), among, wanted).entries
        if len(found) < count and len(entries) > 1:
            # By id, so that other weights have the same trials.
            pk = rng.choice(sorted(entry.partner for entry in entries))
            found.append(Trial(wanted, among, next(one for one in among if one.id == pk)))
    return found


def tenfold(reference: ReferenceData) -> ReferenceData:
    """Every list with each of its rows ten times, under new keys."""
    editions = {
        code: replace(
            edition,
            priorities=tuple(
                replace(row, key=f"{row.key}-{n}") for n in range(10) for row in edition.priorities
            ),
        )
        for code, edition in reference.lists.editions.items()
    }
    return replace(reference, lists=replace(reference.lists, editions=editions))


def lines(count: int, size: int) -> Iterator[Line]:
    """The figures of each move, over `count` trials."""
    some = trials(count, size)
    certified = [one for ended in (True, False) for one in list(_certified(size, ended))[:count]]
    reference = seeds.reference()
    copied = tenfold(reference)
    yield _law("priorities ten times over", [t.gain(copied, (t.one,)) for t in some])
    yield _law("a fact that meets the wish blanked", list(_blanked(some)))
    for move in MOVES:
        rng = Random(move.name)
        able = [t for t in (*some, *certified) if move.able(t.one, t.wanted)]
        gains = [t.gain(reference, move.play(rng, t.one, t.wanted)) for t in able]
        yield _law(move.name, gains) if move.kind == LAW else _measured(move, gains)


def _certified(size: int, ended: bool) -> Iterator[Trial]:
    """Trials of makers whose certificate has ended (or has not), and a brief that asks for it."""
    among = tuple(population.demonstration(size).candidates.values())
    for one in among:
        for held in one.certificates.held:
            until, makes = held.valid_until, one.offers[0].verb == "makes"
            if until and makes and (until < seeds.DAY) is ended:
                wanted = Wanted(
                    "manufacturer",
                    sectors=(one.offers[0].sector,),
                    certifications=(held.standard,),
                    datasets=frozenset(one.datasets.split()),
                    limit=size + 100,
                )
                yield Trial(wanted, among, one)
                break


def _blanked(some: Sequence[Trial]) -> Iterator[Gain]:
    """The gain of a record that meets every wish and then omits a fact that one wish asks for."""
    rng, reference = Random("blank"), seeds.reference()
    for trial in some:
        met = replace(trial, one=good(trial.one, trial.wanted))
        yield met.gain(reference, blank_one(rng, met.one, met.wanted))


def _law(name: str, gains: Sequence[Gain]) -> Line:
    helped = sorted((g for g in gains if g.points > 0), key=lambda g: -g.points)
    return Line(
        SECTIONS[LAW],
        name,
        len(gains) - len(helped),
        len(gains),
        law=True,
        offenders=tuple(f"{g.where}: +{g.points} points" for g in helped),
    )


def _measured(move: Move, gains: Sequence[Gain]) -> Line:
    helped = [g for g in gains if g.points > 0]
    most = max(gains, key=lambda g: g.points, default=Gain(0, 0, 0, ""))
    records_first = sum(g.records_first for g in gains)
    told = [f"+{most.points / SCORE:.1f} of 100 at most ({most.where})"] if helped else []
    if helped:
        told.append(f"{sum(g.places for g in helped) / len(helped):.1f} places where it helps")
    if records_first:
        told.append(f"{records_first:+d} records among the first {FIRST_PLACES}")
    return Line(
        SECTIONS[move.kind],
        move.name,
        len(gains) - len(helped),
        len(gains),
        note="; ".join([*told, move.note]),
    )
