"""An answer as a page shows it: entries in the visitor's words, questions in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext as _many
from django.utils.translation import pgettext_lazy as pgettext

from matcher.sentences import TERMS, sentence
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.decisions import ShownDecision
from pages.frame.language import joined, language
from pages.presenters.partner_names import NamedPartner, PartnerNames
from pages.presenters.province_tiles import statement_url
from pages.presenters.reason_texts import reason_text
from pages.presenters.stacked_bar import LABELS, StackedBar, stacked_bar
from partners.registry.suggestions import is_web_address

RELATIONS: Mapping[str, tuple[Promise, str]] = {
    "exact": (_("exact"), "good"),
    "broader": (_("wider field"), "mild"),
    "related": (_("related field"), "plain"),
}
DECISIONS: Mapping[str, tuple[Promise, str]] = {
    "interested": (_("interested"), "good"),
    "contacted": (_("contacted"), "mild"),
    "introduced": (_("introduced"), "mild"),
    "won": (_("won"), "good"),
    "lost": (_("lost"), "plain"),
    "rejected": (pgettext("decision", "rejected"), "bad"),
}
_NAMED = ("policy.named", "policy.named_in_part")


@dataclass(frozen=True)
class PolicyBadge:
    """The priority that counted for an entry: where it stands, and the sentence about it."""

    province: str
    title: str
    stage: str
    stage_kind: str
    document: str
    paragraph: str
    key: str
    url: str
    sentence: str
    statement_url: str


@dataclass(frozen=True)
class OpenQuestion:
    """A question to a partner, in both languages; `key` as an answer is recorded under."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True)
class ShownEntry:
    """An entry of an answer; `tied` and `known` in words. `missing`: the components of which some
    fact is not known.
    """

    rank: str
    partner: NamedPartner
    relation: str
    relation_kind: str
    relation_word: str
    tied: str
    known: str
    known_percent: int
    bar: StackedBar
    policy: PolicyBadge | None
    policy_sentences: str
    context: tuple[str, ...]
    missing: str
    questions: tuple[OpenQuestion, ...]
    decision: ShownDecision | None
    decision_label: str
    decision_kind: str


def shown_entries(
    rows: Iterable[AnsweredEntry],
    names: PartnerNames,
    decisions: Mapping[int, ShownDecision],
    *,
    said_once: Sequence[OpenQuestion] = (),
) -> list[ShownEntry]:
    """Put stored or computed entries into the visitor's words. `said_once`: questions to all of
    them, which no entry repeats.
    """
    found = [_entry(row, names, decisions.get(row.partner)) for row in rows]
    return [
        replace(one, questions=tuple(ask for ask in one.questions if ask not in said_once))
        for one in found
    ]


def _entry(row: AnsweredEntry, names: PartnerNames, said: ShownDecision | None) -> ShownEntry:
    detail, spoken = row.detail, language()
    word = detail.get("relation") or ""
    relation, relation_kind = RELATIONS.get(word, ("", "plain"))
    label, kind = DECISIONS[said.decision] if said else ("", "")
    policy = [
        one for each in detail["components"] if each["name"] == "policy" for one in each["because"]
    ]
    return ShownEntry(
        rank=str(row.rank),
        partner=names.by_id[row.partner],
        relation=str(relation),
        relation_kind=relation_kind,
        relation_word=word,
        tied=_tied(len(detail.get("tied_with", ()))),
        known=_now("%(known)s %% rests on known facts") % {"known": detail["known"]},
        known_percent=detail["known"],
        bar=stacked_bar(detail["components"], names.chinese),
        policy=next((_badge(one, spoken) for one in policy if one["code"] in _NAMED), None),
        policy_sentences="; ".join(map(reason_text, policy)),
        context=tuple(reason_text(one, names.chinese) for one in detail["context"]),
        missing=_missing(detail["missing"]),
        questions=open_questions(detail["ask_next"]),
        decision=said,
        decision_label=str(label),
        decision_kind=kind,
    )


def _missing(facts: Iterable[Mapping[str, Any]]) -> str:
    return joined(dict.fromkeys(str(LABELS[one["component"]]) for one in facts))


def _tied(count: int) -> str:
    words = _many("tied with %(tied)s other", "tied with %(tied)s others", count)
    return words % {"tied": count} if count else ""


def _badge(reason: Mapping[str, Any], spoken: str) -> PolicyBadge:
    args = reason["args"]
    stage = args.get("stage") or ""
    known = TERMS["stage"].get(stage)
    return PolicyBadge(
        province=args["province"][spoken],
        title=args["title"][spoken],
        stage=known[spoken] if known else stage,
        stage_kind="good" if stage in ("under way", "delivered") else "mild",
        document=_in(args.get("document"), spoken),
        paragraph=str(args.get("paragraph") or ""),
        key=args["key"],
        url=next((one for one in args.get("links", ()) if is_web_address(one)), ""),
        sentence=reason_text(reason),
        statement_url=statement_url(args["province"].get("code", ""), args["key"]),
    )


def _in(value: Any, spoken: str) -> str:
    return str(value[spoken] if isinstance(value, Mapping) else value or "")


def open_questions(asks: Iterable[Mapping[str, Any]]) -> tuple[OpenQuestion, ...]:
    """Put questions into both languages: they are asked in Chinese, and read in either."""
    return tuple(
        OpenQuestion(str(one["code"]).removeprefix("ask."), _asked(one, "zh"), _asked(one, "en"))
        for one in asks
    )


def _asked(ask: Mapping[str, Any], spoken: str) -> str:
    """The question in a language; of a frozen copy as it was frozen."""
    return str(ask[spoken]) if spoken in ask else sentence(ask, spoken)


def reason_sentences(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """Put reasons into sentences of the visitor's language."""
    spoken = language()
    return [sentence(one, spoken) for one in reasons]
