"""The six components of a score as a stacked bar: what is drawn, and the sentences behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matcher.reference.scale import POINTS_PER_SCORE
from pages.frame.language import joined
from pages.presenters.reason_texts import reason_text

LABELS: Mapping[str, Promise] = {
    "fit": _("Fit"),
    "policy": _("Policy"),
    "operations": _("Operations"),
    "assurance": _("Assurance"),
    "ecosystem": _("Ecosystem"),
    "trust": _("Trust"),
}
# The bar is 256 wide, the weights' sum; the most points are 255 a weight.
POINTS_PER_UNIT = 255
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

    # A page may have 200 bars of six parts: as templates they took half of its time, and with
    # Django's `format_html`, which looks for lazy texts in every argument, a quarter. All that is
    # not written here is escaped.
    @property
    def drawn(self) -> SafeString:
        """The rectangles of the bar."""
        return SafeString(  # nosec B703 - what is no number of ours is escaped
            "".join(
                f'<rect class="c-{one.name}" x="{one.x}" width="{one.width}" height="16">'
                f"<title>{escape(one.label)}</title></rect>"
                for one in self.parts
            )
        )

    @property
    def legend(self) -> SafeString:
        """The components with their shares and sentences, as terms of a list. What has no sentence
        is judged by facts of which none is known.
        """
        unknown = _now("Nothing on record: counted as unknown, and asked.")
        return SafeString(  # nosec B703 - what is no number of ours is escaped
            "".join(
                f'<dt><span class="key k-{one.name}"></span>{escape(one.label)}'
                f" <b>{one.share}</b></dt><dd>{escape(one.said or unknown)}</dd>"
                for one in self.parts
            )
        )

    @property
    def description(self) -> str:
        """The bar in words, for readers who do not see it."""
        parts = joined(f"{part.label} {part.share}" for part in self.parts)
        return _now("Score %(score)s of 100: %(parts)s") % {"score": self.score, "parts": parts}


def stacked_bar(
    components: Sequence[Mapping[str, Any]], names: Mapping[str, str] = _NO_NAMES
) -> StackedBar:
    """Draw stored components (`name`, `points`, `because`); `names`: the Chinese names of partners
    by their English ones.
    """
    parts, x = [], 0.0
    for one in components:
        width = one["points"] / POINTS_PER_UNIT
        said = tuple(reason_text(reason, names) for reason in one["because"])
        share = f"{one['points'] / POINTS_PER_SCORE:.1f}"
        name, label = one["name"], str(LABELS[one["name"]])
        parts.append(BarPart(name, label, f"{x:.2f}", f"{width:.2f}", share, said))
        x += width
    score = sum(one["points"] for one in components) / POINTS_PER_SCORE
    return StackedBar(tuple(parts), f"{score:.1f}")
