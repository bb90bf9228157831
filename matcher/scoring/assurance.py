"""`assurance`: certificates in date, languages, export markets."""

from collections.abc import Callable, Iterable
from functools import partial

from matcher.scoring.candidate import Certificates
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason, shares, unknown
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
            until = valid[0].valid_until
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
            lines.append(
                ground.reason(
                    "assurance.expired", standard=standard, until=str(held[0].valid_until)
                )
            )
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


def _valid(start: object, end: object, ground: Ground) -> bool:
    return (start is None or start <= ground.on) and (end is None or end >= ground.on)  # type: ignore[operator]


def same_standard(one: str, other: str) -> bool:
    """`ISO 9001`, `iso9001` and `ISO 9001:2015` are one standard."""
    return _bare(one) == _bare(other)


def _bare(standard: str) -> str:
    name = standard.split(":")[0]
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _listed(
    ground: Ground, fact: str, asked: tuple[str, ...], known: frozenset[str] | None
) -> Judgement:
    """A list of languages or markets: each one asked counts the same; no list is unknown."""
    if known is None:
        return unknown(ground.reason(f"ask.{fact}", asked=list(asked)))
    have = [code for code in asked if _covered(code, known)]
    lack = [code for code in asked if code not in have]
    lines = [ground.reason(f"assurance.{fact}", have=have)] if have else []
    if lack:
        lines.append(ground.reason(f"assurance.no_{fact}", lack=lack))
    return Judgement(TOP * len(have) // len(asked), meets=not lack, reasons=tuple(lines))


def _covered(code: str, known: Iterable[str]) -> bool:
    return code in known or (code == "EU" and not EUROPEAN_UNION.isdisjoint(known))
