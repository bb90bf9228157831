"""Print a shortlist as a table."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.reference.scale import POINTS_PER_SCORE

_BARS = " ▁▂▃▄▅▆▇█"
_SHORT = {
    "fit": "fit",
    "policy": "pol",
    "operations": "ope",
    "assurance": "ass",
    "ecosystem": "eco",
    "trust": "tru",
}


def print_shortlist(out: Console, answer: Mapping[str, Any]) -> None:
    """Print the entries by rank, the sums of their points, and the notices of their datasets."""
    weights = {name: answer["weights"][name] for name in _SHORT if answer["weights"][name]}
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_lines=False)
    table.add_column("#", justify="right")
    table.add_column("partner, place", ratio=3)
    table.add_column("score", justify="right")
    table.add_column(" ".join(_SHORT[name] for name in weights), no_wrap=True)
    table.add_column("points", justify="right")
    table.add_column("priority", ratio=4)
    table.add_column("next question; best provider", ratio=3)
    for entry in answer["entries"]:
        table.add_row(
            str(entry["rank"]),
            _partner(entry["partner"]),
            # Of the points: the score is rounded already, and twice is once too often.
            f"{entry['points'] / POINTS_PER_SCORE:.1f}",
            _bars(entry, weights),
            str(entry["points"]),
            _priority(entry),
            _next_question(entry),
        )
    out.print(table)
    _legend(out, answer, weights)


def _partner(partner: Mapping[str, Any]) -> Text:
    place = partner["place"]
    where = f"{place['en']} {place['zh']}" if place else "place unknown"
    name = partner["name_en"] or partner["name_zh"]
    return Text.assemble((name, "bold"), "\n", where)


def _next_question(entry: Mapping[str, Any]) -> Text:
    """The next question to ask and, for a maker, the best provider for its strongest need."""
    text = Text("; ".join(ask["en"] for ask in entry["ask_next"][:1]))
    for need in entry["around"][:1]:
        provider = need["best"]["partner"]["name_en"] if need["best"] else "none on record"
        line = f"{need['need']['service']['en']}: {provider}"
        text.append(f"\n{line}" if text else line, "dim")
    return text


def _bars(entry: Mapping[str, Any], weights: Mapping[str, int]) -> Text:
    """A bar for each component: its value as a share of 255."""
    values = {one["name"]: one["value"] for one in entry["components"]}
    return Text(" ".join(f" {_BARS[-(-values[name] * 8 // 255)]} " for name in weights), "cyan")


def _priority(entry: Mapping[str, Any]) -> Text:
    """The priority that scored, and the context that did not, each with its source."""
    reasons = [r for one in entry["components"] if one["name"] == "policy" for r in one["because"]]
    context_reasons = [one for one in entry["context"] if one["args"].get("target")]
    text = Text()
    for reason in reasons[:1]:
        args = reason["args"]
        if reason["code"] == "policy.named":
            text.append(f"{args['key']} {args['title']['en']}")
            text.append(f" ({args['stage']})")
            _cite(text, args)
        else:
            text.append(reason["text"], "dim")
    for reason in context_reasons[:1]:
        args = reason["args"]
        text.append(f"\ncontext, not scored: {args['speaker']}: {args['key']}", "dim")
        _cite(text, args)
    return text


def _cite(text: Text, args: Mapping[str, Any]) -> None:
    for link in args["links"][:1]:
        text.append(f" [{urlsplit(link).netloc}]", f"dim link {link}")


def _legend(out: Console, answer: Mapping[str, Any], weights: Mapping[str, int]) -> None:
    entries = answer["entries"]
    added = [e for e in entries if sum(c["points"] for c in e["components"]) == e["points"]]
    basis = answer["basis"]
    shown = ", ".join(f"{name} {weight}" for name, weight in weights.items())
    out.print(f"Weights of 256: {shown}. Points of {len(added)} of {len(entries)} entries add up.")
    if entries:
        first = entries[0]
        sums = " + ".join(f"{c['name']} {c['weight']}×{c['value']}" for c in first["components"])
        out.print(f"Rank 1: {sums} = {first['points']}; score = points / {POINTS_PER_SCORE}.")
    out.print(_left_out(answer["excluded"]))
    out.print(
        f"Basis: model {basis['model']}, policy {basis['policy']}, partners {basis['partners']},"
        f" as of {basis['as_of']}."
    )
    for dataset in answer["understood"]["datasets"]:
        out.print(f"{dataset['key']}: {dataset['notice']}", style="yellow")


def _left_out(excluded: Mapping[str, Any]) -> str:
    gates = {"no fit": excluded["no_fit"]}
    gates |= {f"{wish} not met": count for wish, count in excluded["by_wish"].items()}
    gates |= {f"{wish} unknown": count for wish, count in excluded["by_unknown"].items()}
    counts = ", ".join(f"{name} {count}" for name, count in gates.items() if count)
    return (
        f"Considered {excluded['considered']}; left out: {counts or 'none'};"
        f" below the limit {excluded['below_limit']}."
    )
