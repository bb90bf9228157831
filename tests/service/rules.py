"""The alert rules, and what the expression of one is worth between two scrapes.

No PromQL but what our rules use: each expression is nearly one of Python, whose metrics become
calls. What is not known here fails. As in Prometheus a comparison leaves the series for which it
holds, none of them is no alert, and a series that only the later scrape has shows no increase.
"""

import operator
import re
from collections.abc import Callable
from typing import Any

import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.service.conftest import BASE_DIR

MONITORING = BASE_DIR / "docs" / "monitoring"
RULES: list[dict[str, Any]] = yaml.safe_load((MONITORING / "alerts.yaml").read_text("utf-8"))[
    "groups"
][0]["rules"]
MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')
_METRIC = re.compile(r"(ronghe_\w+)(?:\{([^}]*)\})?(?:\[(\d+)m\]|\[(\d+)h\])?")
_AGGREGATE = re.compile(r"\b(max|min|sum)(?: by \((\w+)\))? ?\(")
_MATCHES: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "=~": lambda value, wanted: re.fullmatch(wanted, value) is not None,
    "!~": lambda value, wanted: re.fullmatch(wanted, value) is None,
}
_HOW = {"max": max, "min": min, "sum": sum}
Labels = frozenset[tuple[str, str]]
Scrape = dict[str, "Series"]


class Series(dict[Labels, float]):
    """The values of series by their labels."""

    def __gt__(self, limit: float) -> "Series":
        return Series({labels: each for labels, each in self.items() if each > limit})

    def __ge__(self, limit: float) -> "Series":
        return Series({labels: each for labels, each in self.items() if each >= limit})

    def __lt__(self, limit: float) -> "Series":
        return Series({labels: each for labels, each in self.items() if each < limit})

    def __truediv__(self, other: "Series | float") -> "Series":
        by = other if isinstance(other, Series) else Series(dict.fromkeys(self, other))
        # Nothing by nothing is no number, and above no limit.
        return Series({labels: each / by[labels] for labels, each in self.items() if by[labels]})


def parse_scrape(text: str) -> Scrape:
    """The series of a scrape by the names of their metrics."""
    found: Scrape = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            series = found.setdefault(sample.name, Series())
            series[frozenset(sample.labels.items())] = sample.value
    return found


def firing(expression: str, before: Scrape, now: Scrape) -> Series:
    """The series for which the expression holds, in so many minutes or hours as its range is long
    from one scrape to the other; none where it is no alert.
    """

    def metric(name: str, matchers: str, seconds: float) -> Any:
        found = Series(
            {
                labels: each
                for labels, each in now.get(name, {}).items()
                if all(
                    _MATCHES[how](dict(labels).get(label, ""), value)
                    for label, how, value in MATCHER.findall(matchers)
                )
            }
        )
        if not seconds:
            return found
        then = before.get(name, {})
        grown = {labels: each - then[labels] for labels, each in found.items() if labels in then}
        return Series(grown), seconds

    def call(match: re.Match[str]) -> str:
        name, matchers, minutes, hours = match.groups()
        seconds = int(minutes or 0) * 60 + int(hours or 0) * 3600
        return f"metric({name!r}, {matchers or ''!r}, {seconds})"

    python = _AGGREGATE.sub(r"aggregate('\1', '\2', ", _METRIC.sub(call, expression))
    known = {
        "metric": metric,
        "aggregate": _aggregate,
        "rate": lambda grown: grown[0] / grown[1],
        "increase": lambda grown: grown[0],
        "absent": lambda series: Series() if series else Series({frozenset(): 1.0}),
        "histogram_quantile": _quantile,
    }
    found = eval(python, {"__builtins__": {}}, known)
    assert isinstance(found, Series), python
    return found


def _aggregate(how: str, label: str, series: Series) -> Series:
    groups: dict[Labels, list[float]] = {}
    for labels, each in series.items():
        kept = frozenset(pair for pair in labels if pair[0] == label)
        groups.setdefault(kept, []).append(each)
    return Series({labels: float(_HOW[how](each)) for labels, each in groups.items()})


def _quantile(share: float, buckets: Series) -> Series:
    """The upper end of the bucket that the quantile lies in: where in it, decides nothing about a
    limit that is the end of one.
    """
    ends = sorted((float(dict(labels)["le"]), count) for labels, count in buckets.items())
    if not ends or not ends[-1][1]:
        return Series()
    wanted = share * ends[-1][1]
    return Series({frozenset(): next(end for end, count in ends if count >= wanted)})
