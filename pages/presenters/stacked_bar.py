"""The six components of a score as a stacked bar: what is drawn, and the sentences behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matcher.sentences import sentence
from pages.frame.language import language

LABELS: Mapping[str, Promise] = {
    "fit": _("Fit"),
    "policy": _("Policy"),
    "operations": _("Operations"),
    "assurance": _("Assurance"),
    "ecosystem": _("Ecosystem"),
    "trust": _("Trust"),
}
# A score of 100 has 255 x 256 points: the bar is 256 wide, the weights' sum.
POINTS_PER_UNIT = 255
POINTS_PER_SCORE = 652.8
_NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True)
class BarPart:
    """A component: where it stands in the bar, and its share of the score in points of 100. All are
    texts: a template takes long to write a number.
    """

    name: str
    label: str
    x: str
    width: str
    share: str
    sentences: tuple[str, ...]

    @property
    def said(self) -> str:
        """The sentences, one after the other."""
        return "; ".join(self.sentences)


@dataclass(frozen=True)
class StackedBar:
    """The components in the order of the weights; `score` of 100."""

    parts: tuple[BarPart, ...]
    score: str

    @property
    def drawn(self) -> SafeString:
        """The rectangles of the bar. A page may have 200 bars: as a template they took half of its
        time.
        """
        return format_html_join(
            "",
            '<rect class="c-{}" x="{}" width="{}" height="16"><title>{}</title></rect>',
            ((one.name, one.x, one.width, one.label) for one in self.parts),
        )

    @property
    def legend(self) -> SafeString:
        """The components with their shares and sentences, as terms of a list."""
        return format_html_join(
            "",
            '<dt><span class="key k-{}"></span>{} <b>{}</b></dt><dd>{}</dd>',
            ((one.name, one.label, one.share, one.said) for one in self.parts),
        )

    @property
    def told(self) -> str:
        """The bar in words, for who does not see it."""
        parts = ", ".join(f"{part.label} {part.share}" for part in self.parts)
        return _now("Score %(score)s of 100: %(parts)s") % {"score": self.score, "parts": parts}


def stacked_bar(
    components: Sequence[Mapping[str, Any]], names: Mapping[str, str] = _NO_NAMES
) -> StackedBar:
    """Draw stored components (`name`, `points`, `because`); `names`: the Chinese names of partners
    by their English ones.
    """
    parts, x, spoken = [], 0.0, language()
    for one in components:
        width = one["points"] / POINTS_PER_UNIT
        said = tuple(sentence(reason, spoken, names) for reason in one["because"])
        share = f"{one['points'] / POINTS_PER_SCORE:.1f}"
        name, label = one["name"], str(LABELS[one["name"]])
        parts.append(BarPart(name, label, f"{x:.2f}", f"{width:.2f}", share, said))
        x += width
    score = sum(one["points"] for one in components) / POINTS_PER_SCORE
    return StackedBar(tuple(parts), f"{score:.1f}")
