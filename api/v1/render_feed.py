"""The publications as an Atom feed (RFC 4287), in English or Chinese."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override

from api.v1.atom import AtomFeed, printable, tag
from api.v1.serializers.names import Named
from priorities.history.publications import Publication
from priorities.models import Edition, Priority, PriorityChange

# A first list holds a hundred priorities: a reader is shown the strongest.
_SHOWN = 10
_STATED = ("signal", "stage", "emphasis")
_KINDS = PriorityChange.Kind
_TEXTS: dict[str, dict[str, Any]] = {
    "en": {
        "feed": "Priorities of China's provinces",
        "about": "Lists of priorities as they are published, and what each changes.",
        "list": "{province}: edition {number} of its priorities",
        "withdrawal": "{province}: its list of priorities is withdrawn",
        "join": ": ",
        "and": ", ",
        "counts": {
            _KINDS.PUBLISHED: "{} entered",
            _KINDS.MOVED: "{} moved to another stage",
            _KINDS.REMOVED: "{} removed",
            _KINDS.WITHDRAWN: "{} withdrawn",
        },
        "nothing": "no change of policy",
        "paragraph": "paragraph {}",
        "more": "and {} more",
        "row": "{title} ({facts})",
    },
    "zh": {
        "feed": "各省优先事项",
        "about": "各省优先事项清单的发布与变化。",
        "list": "{province}：第{number}版优先事项",
        "withdrawal": "{province}：优先事项清单已撤回",
        "join": "：",
        "and": "，",
        "counts": {
            _KINDS.PUBLISHED: "新列入{}项",
            _KINDS.MOVED: "{}项进入其他阶段",
            _KINDS.REMOVED: "删除{}项",
            _KINDS.WITHDRAWN: "撤回{}项",
        },
        "nothing": "政策无变化",
        "paragraph": "第{}段",
        "more": "另有{}项",
        "row": "{title}（{facts}）",
    },
}


def render_feed(
    publications: Sequence[Publication],
    about: Sequence[Named],
    *,
    language: str,
    address: Callable[[str], str],
    path: str,
) -> tuple[bytes, dt.datetime]:
    """Return the document and its date. `about`: the province and the sector that the feed is
    limited to; `address` makes an absolute address of a path; `path`: that of the feed itself.
    """
    texts = _TEXTS[language]
    names = texts["and"].join(_name(row, language) for row in about)
    feed = AtomFeed(
        title=texts["join"].join(filter(None, (texts["feed"], names))),
        link=address("/v1/policy/timeline"),
        description=texts["about"],
        subtitle=texts["about"],
        language=language,
        author_name="Ronghe",
        feed_url=address(path),
        feed_guid=tag("/".join(["policy", *(row.code for row in about)])),
    )
    for one in publications:
        feed.add_item(
            title=_title(one.edition, language),
            link=address(f"/v1/editions/{one.edition.pk}"),
            description=_summary(one, language),
            unique_id=tag(f"edition/{one.edition.pk}"),
            pubdate=one.edition.published_at,
            updateddate=one.edition.published_at,
            categories=[one.edition.province_id],
        )
    return feed.document()


def _name(row: Named, language: str) -> str:
    return row.name_zh if language == "zh" else row.name_en


def _title(edition: Edition, language: str) -> str:
    province = _name(edition.province, language)
    text: str = _TEXTS[language][edition.kind]
    return text.format(province=province, number=edition.number)


def _summary(one: Publication, language: str) -> SafeString:
    """The counts of the changes, the reason of a withdrawal, and the strongest changes."""
    texts = _TEXTS[language]
    counts = [text.format(n) for kind, text in texts["counts"].items() if (n := one.count(kind))]
    head = [texts["and"].join(counts) or texts["nothing"], printable(one.edition.reason)]
    rows = [_row(change.priority, language) for change in one.changes[:_SHOWN]]
    if more := len(one.changes) - len(rows):
        rows.append(texts["more"].format(more))
    paragraphs = format_html_join("", "<p>{}</p>", ((text,) for text in head if text))
    items = format_html_join("", "<li>{}</li>", ((text,) for text in rows))
    return paragraphs + (format_html("<ul>{}</ul>", items) if rows else SafeString(""))


def _row(priority: Priority, language: str) -> str:
    texts = _TEXTS[language]
    facts = [_word(priority, field, language) for field in _STATED if getattr(priority, field)]
    if priority.paragraph is not None:
        facts.append(texts["paragraph"].format(priority.paragraph))
    title = priority.title_zh if language == "zh" else priority.title_en
    row: str = texts["row"].format(title=printable(title), facts=texts["and"].join(facts))
    return row


def _word(priority: Priority, field: str, language: str) -> str:
    """The signal, stage or emphasis: in Chinese as the pages and the desk call it."""
    value: str = getattr(priority, field)
    if language == "en":
        return value
    with override("zh-hans"):
        return str(getattr(priority, f"get_{field}_display")())
