"""The revisions of a shortlist as an Atom feed, in English or Chinese."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from api.v1.atom import AtomFeed, printable, tag
from api.v1.render_reasons import render_sentences
from api.v1.render_shown_partners import load_shown_partners
from matcher.models import Shortlist
from matcher.shortlists.revision_news import News

# A new model moves hundreds: a reader is shown the first.
_SHOWN = 20
_TEXTS: dict[str, dict[str, Any]] = {
    "en": {
        "untitled": "Shortlist",
        "about": "What changed in the shortlist, and why.",
        "revision": "Revision {number}: {what}",
        "first": "the first answer",
        "edited": "the brief was edited",
        "nothing": "no rank changed",
        "and": ", ",
        "counts": {"entered": "{} entered", "left": "{} left", "moved": "{} moved"},
        "fields": "Edited: {}.",
        "row": "{name}: {text}",
        "more": "and {} more",
    },
    "zh": {
        "untitled": "候选名单",
        "about": "名单的变化及其原因。",
        "revision": "第{number}次修订：{what}",
        "first": "首次答复",
        "edited": "需求已修改",
        "nothing": "名次无变化",
        "and": "，",
        "counts": {"entered": "新列入{}家", "left": "退出{}家", "moved": "变动{}家"},
        "fields": "修改字段：{}。",
        "row": "{name}：{text}",
        "more": "另有{}家",
    },
}


def render_shortlist_feed(
    shortlist: Shortlist,
    news: Sequence[News],
    *,
    language: str,
    address: Callable[[str], str],
    path: str,
) -> tuple[bytes, dt.datetime]:
    """Return the document and its date. `address` makes an absolute address of a path; `path`:
    that of the feed itself. One query: the partners.
    """
    texts = _TEXTS[language]
    own = f"/v1/shortlists/{shortlist.pk}"
    feed = AtomFeed(
        title=printable(shortlist.brief.title) or texts["untitled"],
        link=address(own),
        description=texts["about"],
        subtitle=texts["about"],
        language=language,
        author_name="Ronghe",
        feed_url=address(path),
        feed_guid=tag(f"shortlist/{shortlist.pk}"),
    )
    names = _names(news, language)
    for one in news:
        number = one.revision.number
        last = one.edited is None
        feed.add_item(
            title=texts["revision"].format(number=number, what=_headline(one, language)),
            link=address(
                f"{own}/revisions/1" if last else f"{own}/changes?from={number - 1}&to={number}"
            ),
            description=_summary(one, names, language),
            unique_id=tag(f"shortlist/{shortlist.pk}/revision/{number}"),
            pubdate=one.revision.answered_at,
            updateddate=one.revision.answered_at,
        )
    return feed.document()


def _names(news: Sequence[News], language: str) -> dict[int, str]:
    shown = load_shown_partners({move["partner"] for one in news for move in one.moves[:_SHOWN]})
    first, second = ("name_zh", "name_en") if language == "zh" else ("name_en", "name_zh")
    return {pk: printable(one[first] or one[second]) for pk, one in shown.by_id.items()}


def _headline(one: News, language: str) -> str:
    texts = _TEXTS[language]
    if one.edited is None:
        what: str = texts["first"]
        return what
    counts = [text.format(n) for kind, text in texts["counts"].items() if (n := one.count(kind))]
    if one.edited or any(cause.code == "change.brief" for cause in one.causes):
        counts = [texts["edited"], *counts]
    summary: str = texts["and"].join(counts) or texts["nothing"]
    return summary


def _summary(one: News, names: Mapping[int, str], language: str) -> SafeString:
    """What is not as it was before, the fields that were edited, and the moves."""
    texts = _TEXTS[language]
    head = [render_sentences([cause.as_json() for cause in one.causes])[language]]
    if one.edited:
        head.append(texts["fields"].format(texts["and"].join(map(printable, one.edited))))
    rows = [
        texts["row"].format(
            name=names[move["partner"]],
            text=render_sentences([each.as_json() for each in one.reasons(move)])[language],
        )
        for move in one.moves[:_SHOWN]
    ]
    if more := len(one.moves) - len(rows):
        rows.append(texts["more"].format(more))
    paragraphs = format_html_join("", "<p>{}</p>", ((text,) for text in head if text))
    items = format_html_join("", "<li>{}</li>", ((text,) for text in rows))
    return paragraphs + (format_html("<ul>{}</ul>", items) if rows else SafeString(""))
