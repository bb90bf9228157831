"""`manage.py read_document FILE --province 370000 …`: what a document proposes. Writes nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.faults import DomainError
from partners.errors import NameFault, nearest_hint, quoted
from partners.names.place_resolver import PlaceResolver
from partners.reference.atlas import Atlas, ClusterRow
from partners.reference.seed_atlas import read_seed_atlas
from priorities.errors import UnreadableDocument
from priorities.reading.document import Reading, read
from priorities.reading.paragraphs import KINDS, WORK_REPORT
from priorities.reading.proposals import Proposal, proposals

_SHOWN = 24  # characters of an anchor in the table


class Command(BaseCommand):
    help = (
        "Read a TXT, HTML, DOCX or PDF document of a province and print the priorities that it"
        " proposes, each at its place in the text. Nothing is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--province", required=True, help="its code or name, as in 370000")
        parser.add_argument("--kind", default=WORK_REPORT, help=", ".join(KINDS))
        parser.add_argument("--published", required=True, help="the day, as in 2026-01-20")
        parser.add_argument("--source", required=True, help="the address of the document")
        parser.add_argument("--json", action="store_true", help="a JSON line for each proposal")

    def handle(self, *args: Any, **options: Any) -> None:
        atlas = read_seed_atlas(Path(settings.BASE_DIR) / "seeds")
        province = _province(options["province"], atlas)
        _check_kind(options["kind"])
        published = _day(options["published"])
        _check_address(options["source"])
        try:
            reading = read(options["file"], options["kind"])
        except (DomainError, UnreadableDocument) as fault:
            raise CommandError(str(fault)) from fault
        found = proposals(reading, province, atlas)
        if options["json"]:
            for one in found:
                self.stdout.write(json.dumps(asdict(one), ensure_ascii=False))
            return
        named = f"{options['kind']} of {atlas.places[province].name_en} ({province})"
        self.stdout.write(f"{named}, published on {published}: {options['source']}")
        for line in (*_summary(reading, found), *map(_row, found)):
            self.stdout.write(line)


def _summary(reading: Reading, found: Sequence[Proposal]) -> list[str]:
    parts = Counter(section.value for section in reading.sections)
    weights = Counter(one.emphasis.value for one in found)
    return [
        f"{len(reading.paragraphs)} paragraphs ({_counts(parts)}); digest {reading.digest}",
        f"{len(found)} proposals ({_counts(weights)})",
        "",
    ]


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _row(one: Proposal) -> str:
    anchor = one.anchor if len(one.anchor) <= _SHOWN else one.anchor[: _SHOWN - 1] + "…"
    places = f" in {', '.join(one.places)}" if one.places else ""
    return (
        f"{one.paragraph:>4} {one.section:<6} {one.emphasis:<8} {one.signal:<8} {one.stage:<9} "
        f"{anchor}: {', '.join(one.targets)}{places}"
    )


def _province(text: str, atlas: Atlas) -> str:
    """The code of the province that a text names. Raises `CommandError` with the nearest."""
    codes = [code for code, place in atlas.places.items() if place.is_province]
    try:
        place = PlaceResolver(atlas).resolve(text)
    except NameFault as fault:
        near = nearest_hint(text, codes) if text.isdigit() else ""
        raise CommandError(f"--province: {fault}{near}") from fault
    if isinstance(place, ClusterRow):
        raise CommandError(f"--province: {quoted(text)} is a cluster of provinces: give one")
    if not place.is_province:
        whole = atlas.places[place.province]
        raise CommandError(
            f"--province: {quoted(text)} lies in {whole.name_en} ({whole.code}): give the province"
        )
    return place.code


def _check_kind(text: str) -> None:
    if text not in KINDS:
        near = nearest_hint(text, KINDS) or f"; there are {', '.join(KINDS)}"
        raise CommandError(f"--kind: {quoted(text)} is no kind of document{near}")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise CommandError(
            f"--published: {quoted(text)} is no day: write it as in 2026-01-20"
        ) from fault


def _check_address(text: str) -> None:
    try:
        parts = urlsplit(text)
    except ValueError as fault:
        raise CommandError(f"--source: {quoted(text)} is no address: {fault}") from fault
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CommandError(
            f"--source: {quoted(text)} is no address of a page: it begins with https://"
        )
