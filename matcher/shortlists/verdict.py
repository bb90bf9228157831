"""What a list is worth, in a sentence: how many are on record, where, and how far they are tied."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matcher.reference.reasons import Reason
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.entry import RankedEntry
from matcher.scoring.ranking import Ranking
from matcher.scoring.relation import Relation
from matcher.shortlists.near_misses import WiderSearch

NOBODY, NONE_QUALIFIES, FIELD, FEW, TIED, DOCUMENTED = (
    "nobody-on-record",
    "none-qualifies",
    "field-only",
    "few",
    "tied",
    "documented",
)
_FEW = 3
# The seats that a reader looks at.
_SEATS = 20


@dataclass(frozen=True)
class Verdict:
    """`code` for programs; the `parts` are sentences, one after the other."""

    code: str
    parts: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is stored: sentences as code and arguments, for any language."""
        return {"code": self.code, "parts": [asdict(part) for part in self.parts]}


def verdict_of(
    compiled: CompiledBrief, ranked: Ranking, wider: WiderSearch | None = None
) -> Verdict:
    """The verdict on a ranking. `wider`: what a wider search found, where no entry is exact."""
    exact = ranked.counts.by_relation.get(Relation.EXACT, 0)
    subject = _subject(compiled)
    if not exact and (field := _in_field(compiled, ranked)):
        code = f"verdict.field_{_form(compiled)}"
        return Verdict(FIELD, (Reason(code, {**subject, "count": field}), *_beside(ranked)[1:]))
    if not exact:
        return _nobody(compiled, ranked, wider, subject)
    entries = [one for one in ranked.entries if one.relation is Relation.EXACT][:_SEATS]
    tied = [one for one in entries if one.tied_with]
    code = f"verdict.on_record_{_form(compiled)}"
    parts = [Reason(code, {**subject, "count": exact})]
    if naming := _naming(entries):
        parts.append(Reason("verdict.naming", {"count": naming, "listed": len(entries)}))
    elif words := _words(compiled):
        parts.append(Reason("verdict.naming_none", {"words": words}))
    if by_name := sum(_is_inferred(one) for one in entries):
        parts.append(Reason("verdict.inferred", {"count": by_name, "listed": len(entries)}))
    if tied:
        parts.append(Reason("verdict.tied", {"count": len(tied), "listed": len(entries)}))
    parts += _beside(ranked)
    code = FEW if exact <= _FEW else TIED if 2 * len(tied) > len(entries) else DOCUMENTED
    return Verdict(code, tuple(parts))


def _in_field(compiled: CompiledBrief, ranked: Ranking) -> int:
    """The partners of the whole divisions or classes that a brief names with products of them, of
    whom no record names the product.
    """
    sectors = compiled.reference.sectors
    needs = [sectors.numbers[code] for code in compiled.fits.needs]
    if not all(sectors.top[need] == need for need in needs):
        return 0
    return ranked.counts.by_relation.get(Relation.BROADER, 0)


def _nobody(
    compiled: CompiledBrief, ranked: Ranking, wider: WiderSearch | None, subject: dict[str, Any]
) -> Verdict:
    form = _form(compiled)
    if wider and wider.in_place:
        parts = [Reason(f"verdict.none_qualifies_{form}", {**subject, "count": wider.in_place})]
        return Verdict(NONE_QUALIFIES, (*parts, *_beside(ranked)))
    parts = [Reason(f"verdict.nobody_{form}", subject)]
    if wider and compiled.wanted.provinces:
        counts = {"next_door": wider.next_door, "anywhere": wider.anywhere}
        code = "verdict.elsewhere" if wider.anywhere else "verdict.nowhere"
        parts.append(Reason(code, counts))
    return Verdict(NOBODY, (*parts, *_beside(ranked)))


def _beside(ranked: Ranking) -> list[Reason]:
    """What the entries after the exact ones are, and how many the firm keeps out."""
    counts, rejected = ranked.counts.by_relation, ranked.counts.rejected
    found = [
        Reason(f"verdict.{relation.word}", {"count": counts[relation]})
        for relation in (Relation.BROADER, Relation.RELATED)
        if counts.get(relation)
    ]
    return [*found, *([Reason("verdict.rejected", {"count": rejected})] if rejected else [])]


def _form(compiled: CompiledBrief) -> str:
    """The form of a sentence: makes or serves, and in the places of the brief if it names any."""
    verb = compiled.wanted.verb
    return f"{verb}_in" if compiled.wanted.provinces else verb


def _subject(compiled: CompiledBrief) -> dict[str, Any]:
    """What is sought, and where: names of sectors and places."""
    wanted, named = compiled.wanted, compiled.reference.named
    return {
        "sought": [named(code) for code in wanted.needs],
        "where": [named(code) for code in wanted.provinces],
    }


def _naming(entries: Sequence[RankedEntry]) -> int:
    """The entries whose record names a product or a word for the service."""
    return sum(_has(entry, "fit.products", "fit.specialities") for entry in entries)


def _words(compiled: CompiledBrief) -> str:
    """The products that are sought, or the words for a service, as the brief spells them."""
    wanted = compiled.wanted
    named = wanted.products if wanted.seeks_makers else wanted.specialities
    return ", ".join(one.text for one in named)


def _is_inferred(entry: RankedEntry) -> bool:
    return _has(entry, "fit.inferred") and not _has(entry, "fit.same", "fit.exact")


def _has(entry: RankedEntry, *codes: str) -> bool:
    return any(
        reason.code in codes for component in entry.components for reason in component.because
    )


def questions_for_all(entries: Sequence[RankedEntry]) -> tuple[Reason, ...]:
    """The questions that would be asked of every entry: said once, since only the answers to them
    tell apart those that are tied.
    """
    if len(entries) < 2:
        return ()
    asked = [[fact.ask for fact in entry.missing if fact.ask] for entry in entries]
    return tuple(one for one in asked[0] if all(one in others for others in asked[1:]))
