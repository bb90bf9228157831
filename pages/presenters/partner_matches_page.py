"""The matches of a partner in the visitor's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher import loaded
from matcher.loaded import Basis
from matcher.matches.explain_match import Match
from matcher.matches.partner_matches import MatchesOfPartner
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.sentences import sentence
from pages.frame.language import in_language, language
from pages.presenters.partner_names import NamedPartner, PartnerNames, load_partner_names

_COMPONENTS: Mapping[str, Promise] = {
    "need": _("Need"),
    "affinity": _("Nearness of the places"),
    "operations": _("Operations"),
    "quality": _("Quality"),
}


@dataclass(frozen=True)
class ShownMatch:
    """A counterpart of the partner; `because`: each component with its sentences."""

    rank: int
    partner: NamedPartner
    score: str
    known: int
    sector: str
    service: str
    because: Sequence[tuple[Promise | str, Sequence[str]]]


@dataclass(frozen=True)
class ShownNeed:
    """A need of the partner, and the best provider for it; None where nobody offers it."""

    service: str
    sector: str
    best: ShownMatch | None


@dataclass(frozen=True)
class PartnerMatchesPage:
    """`basis` None: the partner is retired, and nothing is matched."""

    name: NamedPartner
    basis: Basis | None
    providers: Sequence[ShownMatch] = ()
    makers: Sequence[ShownMatch] = ()
    needs: Sequence[ShownNeed] = ()


def partner_matches_page(pk: int, found: MatchesOfPartner | None) -> PartnerMatchesPage:
    """Put matches into the visitor's words. Two queries."""
    if found is None:
        return PartnerMatchesPage(load_partner_names([pk]).by_id[pk], None)
    nearby = [need.best for need in found.needs if need.best]
    every = (*found.providers, *found.makers, *nearby)
    names = load_partner_names({pk, *(one for m in every for one in (m.maker, m.provider))})
    sectors = loaded.names().sectors.rows
    called = {code: in_language(row) for code, row in sectors.items()}
    return PartnerMatchesPage(
        names.by_id[pk],
        found.basis,
        [*_listed(found.providers, pk, names, called)],
        [*_listed(found.makers, pk, names, called)],
        [
            ShownNeed(
                called[need.service],
                called[need.sector],
                next(iter(_listed([need.best], pk, names, called)), None) if need.best else None,
            )
            for need in found.needs
        ],
    )


def _listed(
    matches: Iterable[Match], pk: int, names: PartnerNames, called: Mapping[str, str]
) -> list[ShownMatch]:
    spoken = language()
    return [
        ShownMatch(
            rank,
            names.by_id[one.maker if one.provider == pk else one.provider],
            f"{one.points / POINTS_PER_SCORE:.1f}",
            one.known,
            called[one.need[0]],
            called[one.need[1]],
            because=[
                (
                    _COMPONENTS.get(part.name, part.name),
                    [
                        sentence({"code": r.code, "args": dict(r.args)}, spoken, names.chinese)
                        for r in part.because
                    ],
                )
                for part in one.components
            ],
        )
        for rank, one in enumerate(matches, 1)
    ]
