"""Read a document that a curator gives, and store its text and its proposals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User

from core.faults import Fault
from core.languages.messages import Message
from partners.models import Place
from partners.names.nearest import nearest_names
from partners.reference.seed_atlas import read_seed_atlas
from priorities.editions.curator_actions import curator_action, require_permission
from priorities.errors import DocumentRefused, UnreadableDocument
from priorities.models import Document, Edition, Priority, ReadDocument, ReadProposal
from priorities.reading.document import Reading, read, read_text
from priorities.reading.files.text_of_file import MOST_TEXT
from priorities.reading.paragraphs import KINDS
from priorities.reading.proposals import Proposal, proposals

_LONGEST_TITLE, _LONGEST_SOURCE = 240, 400


def submit_document(
    *,
    content: str | bytes,
    name: str = "the document",
    kind: str,
    province: str,
    published: dt.date,
    source: str,
    title: str,
    title_zh: str = "",
    by: User,
) -> ReadDocument:
    """Read a text, or the bytes of a file of this `name`, and store it with its proposals.

    Raises `DocumentRefused` with the field of each fault (`text`, `file`, `kind`, …), and
    `NoEditionPermission`.
    """
    # All that is cheap first, and no transaction while the process of a file runs.
    require_permission(by, "draft")
    _refuse([*_kind_faults(kind), *_heading_faults(province, source, title, title_zh)])
    return store_reading(
        reading=_reading(content, name, kind),
        province=province,
        published=published,
        source=source,
        title=title,
        title_zh=title_zh,
        by=by,
    )


@curator_action("draft")
def store_reading(
    *,
    reading: Reading,
    province: str,
    published: dt.date,
    source: str,
    title: str,
    title_zh: str = "",
    by: User,
) -> ReadDocument:
    """Store a reading (`priorities.reading.document.read`) and its proposals, all open.

    `province`: the code of a province. The same text of the same kind is stored once: its stored
    document is returned, with the decisions made so far. Raises `DocumentRefused` for a place that
    is no province, an empty title, a source that is no address, or the title and day of another
    text.
    """
    _refuse(_heading_faults(province, source, title, title_zh))
    # Locked, so that two curators who read one text get one document.
    Place.objects.select_for_update().get(code=province)
    document = _document(reading, province, published, source, (title.strip(), title_zh.strip()))
    same = ReadDocument.objects.filter(document=document).first()
    if same is not None:
        return same
    stored = ReadDocument.objects.create(
        document=document,
        source=source,
        paragraphs=[one.text for one in reading.paragraphs],
        sections=[one.value for one in reading.sections],
        read_by=by,
    )
    atlas = read_seed_atlas(Path(settings.BASE_DIR) / "seeds")
    found = proposals(reading, province, atlas)
    ReadProposal.objects.bulk_create(
        _stored(stored, number, one) for number, one in enumerate(found, start=1)
    )
    return stored


def _document(
    reading: Reading, province: str, published: dt.date, source: str, titles: tuple[str, str]
) -> Document:
    """The document that the reading is a text of: one of this digest, else a new one."""
    held = Document.objects.filter(province=province, kind=reading.kind)
    if same := held.filter(digest=reading.digest).first():
        return same
    facts: dict[str, str | int] = {
        "kind": reading.kind,
        "address": source,
        "digest": reading.digest,
        "paragraph_count": len(reading.paragraphs),
    }
    document, made = Document.objects.get_or_create(
        province_id=province,
        title=titles[0],
        title_zh=titles[1],
        year=published.year,
        published_on=published,
        precision="day",
        defaults=facts,
    )
    if not made:
        _complete(document, facts)
    return document


def _complete(document: Document, facts: dict[str, str | int]) -> None:
    """Fill in a document that only a draft cites so far, by its title and day."""
    published = Priority.objects.filter(
        document=document, edition__state=Edition.State.PUBLISHED
    ).exists()
    if document.digest or published:
        why = "another text of this title and day is held: give this one a title of its own"
        _refuse([Fault("/title", why)])
    for name, value in facts.items():
        setattr(document, name, value)
    document.save()


def _reading(content: str | bytes, name: str, kind: str) -> Reading:
    if isinstance(content, bytes):
        try:
            return read(content, kind, name=name)
        except UnreadableDocument as fault:
            raise DocumentRefused([Fault("/file", str(fault))]) from fault
    if len(content) > MOST_TEXT:
        _refuse(
            [
                Fault(
                    "/text",
                    Message(
                        "has {count} characters; {most_text} are the most",
                        count=len(content),
                        most_text=MOST_TEXT,
                    ),
                )
            ]
        )
    reading = read_text(content, kind)
    if not any(one.text for one in reading.paragraphs):
        _refuse([Fault("/text", "holds no text")])
    return reading


def _kind_faults(kind: str) -> Iterator[Fault]:
    if kind not in KINDS:
        near = nearest_names(kind, KINDS, otherwise=KINDS)
        yield Fault("/kind", Message("{kind!r} is no kind of document", kind=kind), near)


def _heading_faults(province: str, source: str, title: str, title_zh: str) -> Iterator[Fault]:
    provinces = dict(Place.objects.filter(province=None).values_list("code", "name_en"))
    if province not in provinces:
        near = nearest_names(province, sorted(provinces))
        yield Fault("/province", Message("{province!r} is no province", province=province), near)
    if why := _address_fault(source):
        yield Fault("/source", why)
    if not title.strip() or len(title) > _LONGEST_TITLE:
        yield Fault(
            "/title",
            Message("a title has 1 to {longest_title} characters", longest_title=_LONGEST_TITLE),
        )
    if len(title_zh) > _LONGEST_TITLE:
        yield Fault(
            "/title_zh",
            Message("a title has at most {longest_title} characters", longest_title=_LONGEST_TITLE),
        )


def _address_fault(source: str) -> str:
    try:
        parts = urlsplit(source)
    except ValueError as fault:
        return Message("is no address: {parser}", parser=fault)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Message("is no address of a page: it begins with https://")
    if len(source) > _LONGEST_SOURCE:
        return Message(
            "an address has at most {longest_source} characters", longest_source=_LONGEST_SOURCE
        )
    return ""


def _stored(document: ReadDocument, number: int, one: Proposal) -> ReadProposal:
    return ReadProposal(
        document=document,
        number=number,
        paragraph=one.paragraph,
        section=one.section.value,
        start=one.start,
        end=one.end,
        anchor=one.anchor,
        targets=list(one.targets),
        signal=one.signal.value,
        stage=one.stage.value,
        places=list(one.places),
        emphasis=one.emphasis.value,
        because=one.because,
        because_message=one.because.as_json() if isinstance(one.because, Message) else None,
    )


def _refuse(faults: Sequence[Fault] | Iterator[Fault]) -> None:
    if found := list(faults):
        raise DocumentRefused(found)
