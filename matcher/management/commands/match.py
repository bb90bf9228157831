"""`manage.py match` computes and stores a generation of matches. Workers take shards if there are
any; this process computes the others.
"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration, MatchShard

_ATTEMPTS = 3


class Command(BaseCommand):
    help = "Compute the strongest pairs of makers and providers of each province, and store them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demonstration", action="store_true", help="match the partners of the demonstration"
        )
        parser.add_argument(
            "--show", action="store_true", help="show the progress, compute nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        simulated = options["demonstration"]
        if options["show"]:
            for generation in MatchGeneration.objects.filter(simulated=simulated)[:2]:
                self._report(generation)
            return
        self._run(simulated)

    def _run(self, simulated: bool) -> None:
        for _ in range(_ATTEMPTS):
            generation = generations.start_generation(simulated=simulated)
            self._work(generation)
            generation.refresh_from_db()
            if generation.state != MatchGeneration.State.ABANDONED:
                self._report(generation)
                return
        raise CommandError("partners or lists keep changing: try again when the import is done")

    def _work(self, generation: MatchGeneration) -> None:
        """Compute shards until none is left; wait for those that workers hold."""
        waiting = MatchShard.objects.filter(
            generation=generation, done_at=None, generation__state=MatchGeneration.State.BUILDING
        )
        while left := list(waiting.values_list("pk", flat=True)):
            done = [pk for pk in left if self._compute(generation, pk)]
            if not done:
                time.sleep(0.2)

    def _compute(self, generation: MatchGeneration, pk: int) -> bool:
        done = generations.compute_shard(pk)
        if done and self.stderr.isatty():
            self.stderr.write(f"\r  {_progress_line(generation)}\033[K", ending="")
            self.stderr.flush()
        return done

    def _report(self, generation: MatchGeneration) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r\033[K", ending="")
        self.stdout.write(f"{generation} ({generation.state}): {_progress_line(generation)}")


def _progress_line(generation: MatchGeneration) -> str:
    same = MatchGeneration.objects.filter(pk=generation.pk)
    counted = generations.with_progress(same, current_basis()).get()
    text = (
        f"{counted.done} of {counted.total} makers in {counted.shards_done} of"
        f" {counted.shards_all} shards"
    )
    rate, left = generations.generation_pace(counted)
    text += f", {rate:,.0f} a second" if rate else ""
    text += f", {left:.0f} s left" if left else ""
    stale = counted.state == MatchGeneration.State.CURRENT and counted.stale
    return f"{text}; out of date: partners, lists or the day have changed" if stale else text
