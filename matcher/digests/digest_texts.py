"""The subject and the texts of a digest: what changed between two revisions, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from core.clock import CHINA
from matcher.digests.changed_priorities import ChangedPriority, load_priorities
from matcher.digests.subscriptions import unsubscribe_token
from matcher.models import DigestSubscription, Revision
from matcher.reference.reasons import Reason
from matcher.sentences import sentence
from matcher.shortlists.revision_changes import EntryChange, RevisionChanges, direction
from partners.models import Partner

# A new model moves hundreds: a reader is shown the first of each kind.
_SHOWN = 20
# Of what is new on record of a partner so much is told; all of it stands behind the link.
_NEW_FACTS = 3
_OWN_CAUSES = {"partner", "answer", "surroundings"}
_LONGEST_TITLE = 120
_JOIN = {"en": " ", "zh": ""}
_AND = {"en": ", ", "zh": "，"}
_STOP = {"en": "; ", "zh": "；"}
# `direction` of a change, by the name of its group.
_GROUPS = {"entered": "entered", "left": "left", "rose": "up", "fell": "down", "points": "points"}


@dataclass(frozen=True)
class DigestTexts:
    """A digest in the language of its reader."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class _Row:
    """A partner that changed: `address` is a page that needs no key, '' where there is none."""

    name: str
    said: str
    now: str
    address: str


@dataclass(frozen=True)
class _Names:
    """Names of the partners by id, addresses of their pages, and Chinese names by English ones."""

    shown: Mapping[int, str]
    pages: Mapping[int, str]
    chinese: Mapping[str, str] = field(default_factory=dict)


def is_worth_telling(found: RevisionChanges) -> bool:
    """Does anything that a reader sees differ between the revisions?"""
    edited = found.brief is None or bool(found.brief)
    return bool(found.entries or edited or _has_other_verdict(found))


def digest_texts(subscription: DigestSubscription, found: RevisionChanges) -> DigestTexts:
    """The digest of the changes for the subscriber. Two queries: partners and priorities."""
    language = "zh" if subscription.language == subscription.Language.CHINESE else "en"
    say = partial(_said, language)
    title = _one_line(subscription.shortlist.brief.title) or say("untitled")
    names = _load_names({one.move.partner for one in found.entries}, language)
    own = f"{settings.PUBLIC_URL}/v1/shortlists/{subscription.shortlist_id}"
    context = {
        "language": subscription.language,
        "title": title,
        "colon": say("colon"),
        "compared": say("compared", **_sides(found), unchanged=found.unchanged),
        "verdict": _verdict(found, language) if _has_other_verdict(found) else None,
        "edited": _edited(found, say, language),
        "priorities_heading": say("priorities"),
        "priorities": [
            _priority(one, say) for one in load_priorities(list(found.priorities), language)
        ],
        "groups": list(_groups(found, names, language)),
        "basis": _basis(found, say),
        "changes": (
            say("changes"),
            f"{own}/changes?from={found.old.number}&to={found.new.number}",
        ),
        "shortlist": (say("shortlist"), own),
        "because": _because(subscription, say),
        "unsubscribe": (say("unsubscribe"), unsubscribe_address(subscription)),
    }
    return DigestTexts(
        say("subject", title=title[:_LONGEST_TITLE], what=_what(found, say, language)),
        render_to_string("digests/digest.txt", context),
        render_to_string("digests/digest.html", context),
    )


def unsubscribe_address(subscription: DigestSubscription) -> str:
    """Where the subscription is ended without a key."""
    return f"{settings.PUBLIC_URL}/unsubscribe/{unsubscribe_token(subscription)}"


def _said(language: str, code: str, /, **args: Any) -> str:
    return sentence(Reason(f"digest.{code}", args).as_json(), language)


def _sides(found: RevisionChanges) -> dict[str, Any]:
    """Numbers and times of both revisions."""
    return {
        "old": found.old.number,
        "new": found.new.number,
        "old_at": _minute(found.old.answered_at),
        "new_at": _minute(found.new.answered_at),
    }


def _minute(at: dt.datetime) -> str:
    return f"{timezone.localtime(at, CHINA):%Y-%m-%d %H:%M}"


def _basis(found: RevisionChanges, say: Callable[..., str]) -> str:
    old, new = found.old, found.new
    return say(
        "basis",
        policy=new.policy,
        old_policy=old.policy,
        partners=new.partners,
        old_partners=old.partners,
        day=str(new.as_of),
    )


def _has_other_verdict(found: RevisionChanges) -> bool:
    """Do the verdicts differ? Answers of an old model have none, which is no other one."""
    old, new = found.old.verdict, found.new.verdict
    return bool(old and new) and old["parts"] != new["parts"]


def _verdict(found: RevisionChanges, language: str) -> dict[str, str]:
    say = partial(_said, language)
    return {
        "heading": say("verdict"),
        "before": say("before", text=_verdict_text(found.old, language)),
        "now": say("now", text=_verdict_text(found.new, language)),
    }


def _verdict_text(revision: Revision, language: str) -> str:
    return _JOIN[language].join(sentence(part, language) for part in revision.verdict["parts"])


def _edited(found: RevisionChanges, say: Callable[..., str], language: str) -> str:
    """The fields of the brief that were edited; '' where none was."""
    if found.brief is None:
        return say("edited_unkept")
    fields = _AND[language].join(_one_line(one.pointer) for one in found.brief)
    return say("edited", fields=fields) if fields else ""


def _priority(one: ChangedPriority, say: Callable[..., str]) -> dict[str, Any]:
    code = "priority" if one.listed else "priority_gone"
    text = say(code, province=one.province, title=one.title, document=one.document, key=one.key)
    return {"text": text, "links": one.links}


def _by_group(found: RevisionChanges) -> dict[str, list[EntryChange]]:
    return {
        group: [
            one for one in found.entries if direction(one.move.old_rank, one.move.new_rank) == way
        ]
        for group, way in _GROUPS.items()
    }


def _what(found: RevisionChanges, say: Callable[..., str], language: str) -> str:
    """What changed, in a few words."""
    counts = [
        say(f"count_{group}", count=len(rows)) for group, rows in _by_group(found).items() if rows
    ]
    if found.brief is None or found.brief:
        counts.insert(0, say("count_edited"))
    return _AND[language].join(counts) or say("count_verdict")


def _groups(found: RevisionChanges, names: _Names, language: str) -> Sequence[dict[str, Any]]:
    """The partners that changed, by what became of them."""
    say = partial(_said, language)
    return [
        {
            "heading": say(group, count=len(rows)),
            "rows": [_row(one, found, names, language) for one in rows[:_SHOWN]],
            "more": say("more", count=len(rows) - _SHOWN) if len(rows) > _SHOWN else "",
        }
        for group, rows in _by_group(found).items()
        if rows
    ]


def _row(one: EntryChange, found: RevisionChanges, names: _Names, language: str) -> _Row:
    sentences = [sentence(each.as_json(), language) for each in one.reasons(found.priorities)]
    partner = one.move.partner
    return _Row(
        names.shown.get(partner, str(partner)),
        _JOIN[language].join(sentences),
        _new_facts(one, names, language),
        names.pages.get(partner, ""),
    )


def _new_facts(one: EntryChange, names: _Names, language: str) -> str:
    """What is now told of a partner that stayed and of which something on record changed."""
    if one.move.before is None or one.move.after is None or not _OWN_CAUSES & {*one.causes}:
        return ""
    reasons = [
        sentence(reason, language, names.chinese)
        for component in one.components
        if component.name != "policy"
        for reason in component.come
    ]
    facts = _STOP[language].join(dict.fromkeys(reasons[:_NEW_FACTS]))
    return _said(language, "now", text=facts) if facts else ""


def _load_names(ids: Collection[int], language: str) -> _Names:
    """The names of the partners in the language, in the other one where they have none."""
    rows = Partner.objects.filter(pk__in=ids).values_list("pk", "name_en", "name_zh", "simulated")
    shown, pages, chinese = {}, {}, {}
    for pk, english, other, simulated in rows:
        shown[pk] = _one_line((other or english) if language == "zh" else (english or other))
        # Simulated partners have no page.
        if not simulated:
            pages[pk] = f"{settings.PUBLIC_URL}/partners/{pk}"
        if english and other:
            chinese[english] = other
    return _Names(shown, pages, chinese)


def _because(subscription: DigestSubscription, say: Callable[..., str]) -> str:
    return say(
        f"because_{subscription.rhythm}",
        firm=_one_line(subscription.member.firm.name),
        at=f"{subscription.hour:02}:00",
        weekday=str(subscription.weekday),
    )


def _one_line(text: str) -> str:
    """The text without control characters and line breaks: a subject is one line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
