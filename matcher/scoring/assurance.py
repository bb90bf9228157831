"""`assurance`: certificates in date, languages, export markets."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from matcher.scoring.candidate import Certificates, Held, Listed
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason, shares
from matcher.scoring.wanted import Wanted

# A partner that sells to a member state sells in the union. Members since 2020 (ISO 3166-1).
# fmt: off
EUROPEAN_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
    "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
EXPIRED = 32


def parts(ground: Ground, wanted: Wanted) -> list[Part]:
    """One part for each kind of wish that was expressed, in equal shares."""
    judges: dict[str, tuple[str, Callable[..., Judgement]]] = {}
    if wanted.certifications:
        judges["certificates"] = ("certifications", partial(_certificates, ground, wanted))
    if wanted.languages:
        judges["languages"] = ("languages", partial(_listed, ground, "languages", wanted.languages))
    if wanted.markets:
        judges["markets"] = ("markets", partial(_listed, ground, "markets", wanted.markets))
    if not judges:
        return []
    part = shares(dict.fromkeys(judges, 1))
    return [
        Part("assurance", name, name, part[name], judge, wish)
        for name, (wish, judge) in judges.items()
    ]


def _certificates(ground: Ground, wanted: Wanted, certificates: Certificates) -> Judgement:
    """Each wanted certificate counts the same: valid on the day, expired, missing or unknown."""
    values: list[int] = []
    lines: list[Reason] = []
    blank: list[str] = []
    failed = False
    for standard in wanted.certifications:
        held = [one for one in certificates.held if same_standard(one.standard, standard)]
        valid = [one for one in held if _valid(one.valid_from, one.valid_until, ground)]
        if valid:
            until = _latest([one.valid_until for one in valid])
            values.append(TOP)
            lines.append(
                ground.reason(
                    "assurance.certificate" if until else "assurance.certificate_undated",
                    standard=standard,
                    until=str(until),
                )
            )
        elif held:
            failed = True
            values.append(EXPIRED)
            lines.append(_not_today(ground, standard, held))
        elif certificates.complete:
            failed = True
            values.append(0)
            lines.append(ground.reason("assurance.no_certificate", standard=standard))
        else:
            values.append(UNKNOWN)
            blank.append(standard)
    return Judgement(
        sum(values) // len(values),
        known=not blank,
        meets=False if failed else None if blank else True,
        reasons=tuple(lines),
        ask=ground.reason("ask.certificates", standards=", ".join(blank)) if blank else None,
    )


def _latest(days: list[dt.date | None]) -> dt.date | None:
    """The last of the days; None when one of them is not said, for that may be any day."""
    said = [day for day in days if day is not None]
    return max(said) if len(said) == len(days) else None


def _not_today(ground: Ground, standard: str, held: list[Held]) -> Reason:
    """Why none of those held is valid: it begins later, or has ended."""
    begins = [one.valid_from for one in held if one.valid_from and one.valid_from > ground.on]
    if begins:
        return ground.reason("assurance.not_yet", standard=standard, since=str(min(begins)))
    until = max(one.valid_until for one in held if one.valid_until)
    return ground.reason("assurance.expired", standard=standard, until=str(until))


def _valid(start: dt.date | None, end: dt.date | None, ground: Ground) -> bool:
    return (start is None or start <= ground.on) and (end is None or end >= ground.on)


def same_standard(one: str, other: str) -> bool:
    """`ISO 9001`, `iso9001` and `ISO 9001:2015` are one standard."""
    return _bare(one) == _bare(other)


def _bare(standard: str) -> str:
    name = standard.split(":")[0]
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _listed(ground: Ground, fact: str, asked: tuple[str, ...], known: Listed) -> Judgement:
    """A list of languages or markets: each one asked counts the same. One that is not listed is
    missing where the list is complete, else unknown; so is a member state where only the union
    is named.
    """
    have = [code for code in asked if _covered(code, known.codes)]
    rest = [code for code in asked if code not in have]
    lack = [code for code in rest if known.complete and not _in_the_union(code, known.codes)]
    blank = [code for code in rest if code not in lack]
    lines = [ground.reason(f"assurance.{fact}", have=have)] if have else []
    if lack:
        lines.append(ground.reason(f"assurance.no_{fact}", lack=lack))
    return Judgement(
        (TOP * len(have) + UNKNOWN * len(blank)) // len(asked),
        known=not blank,
        meets=False if lack else None if blank else True,
        reasons=tuple(lines),
        ask=ground.reason(f"ask.{fact}", asked=blank) if blank else None,
    )


def _in_the_union(code: str, known: frozenset[str]) -> bool:
    return "EU" in known and code in EUROPEAN_UNION


def _covered(code: str, known: Iterable[str]) -> bool:
    return code in known or (code == "EU" and not EUROPEAN_UNION.isdisjoint(known))
