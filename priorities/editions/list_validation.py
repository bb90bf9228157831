"""The rules that a list must meet before it can be saved; each fault names its row."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from core.faults import Fault
from core.languages.messages import Message
from partners.models import Place, Sector
from partners.models.place import Confidence
from partners.names.nearest import nearest_names
from priorities.editions.rows import LONGEST_ANCHOR, PriorityRow
from priorities.models import Priority
from priorities.models.published_document import Precision

_CHOICES = {
    "signal": Priority.Signal.values,
    "speaker": Priority.Speaker.values,
    "stage": Priority.Stage.values,
    "precision": Precision.values,
    "document_precision": Precision.values,
    "confidence": Confidence.values,
    "section": Priority.Section.values,
    "emphasis": Priority.Emphasis.values,
}
# Empty where nobody has read the document itself.
_UNKNOWN_ALLOWED = ("section", "emphasis")
_STAGES = [stage for stage in Priority.Stage.values if stage != "lapsed"]
# Checked here and not by the forms, so that REST, files and the admin refuse in the same words.
_REQUIRED = ("title_en", "title_zh", "category", "document", "summary_en")


def validate_rows(
    province: Place, rows: Sequence[PriorityRow], before: Sequence[PriorityRow] = ()
) -> list[Fault]:
    """All faults in the rows of a province's list; `before` are the rows in force.

    The pointer is /N/FIELD: N counts from 0, FIELD is the name of a field. Two queries.
    """
    if not rows:
        return [Fault("", "an edition needs a priority; to end the list, withdraw it")]
    # All codes at once: a query for each row would make a list of 400 rows slow to save. Sorted,
    # because equally near codes would otherwise come in any order.
    sectors = dict.fromkeys(sorted(Sector.objects.values_list("code", flat=True)))
    within = Place.objects.filter(province=province)
    cities = dict.fromkeys(sorted(within.values_list("code", flat=True)))
    old = {row.key: row for row in before}
    keys: set[str] = set()
    found = []
    for n, row in enumerate(rows):
        if row.key and row.key in keys:
            found.append(Fault(f"/{n}/key", Message("{key} is given to two rows", key=row.key)))
        keys.add(row.key)
        faults = [
            *_choice_faults(row),
            *_code_faults(row, "targets", sectors, Message("is no sector")),
            *_code_faults(
                row, "places", cities, Message("is no city of {province}", province=province)
            ),
            *_text_faults(row),
            *_date_faults(row),
            *(_stage_faults(row, old[row.key]) if row.key in old else ()),
        ]
        found += [
            Fault(
                f"/{n}/{fault.pointer}",
                Message("{where}: {detail}", where=row.key, detail=fault.detail),
                fault.nearest,
            )
            for fault in faults
        ]
    return found


def without_missing_texts(
    faults: Sequence[Fault], rows: Sequence[PriorityRow], drafted: Mapping[str, PriorityRow] | None
) -> list[Fault]:
    """The faults of `rows` without those of texts that are still to be written.

    `drafted`: key -> row of the draft as it was; a text that is missing there may stay missing,
    so that a curator can finish one row after the other. None: any text may be missing.
    """
    return [one for one in faults if not _still_to_be_written(one, rows, drafted)]


def _still_to_be_written(
    fault: Fault, rows: Sequence[PriorityRow], drafted: Mapping[str, PriorityRow] | None
) -> bool:
    index, _, field = fault.pointer.strip("/").partition("/")
    if field not in _REQUIRED or getattr(rows[int(index)], field).strip():
        return False
    if drafted is None:
        return True
    old = drafted.get(rows[int(index)].key)
    return old is not None and not getattr(old, field).strip()


# The rules below give the field alone as the pointer: `validate_rows` adds the row.


def _choice_faults(row: PriorityRow) -> Iterator[Fault]:
    for name, known in _CHOICES.items():
        value = getattr(row, name)
        if value not in known and not (value == "" and name in _UNKNOWN_ALLOWED):
            why = Message("{value!r} is not one of {known}", value=value, known=", ".join(known))
            yield Fault(name, why, nearest_names(value, known))


def _code_faults(row: PriorityRow, name: str, known: Collection[str], why: str) -> Iterator[Fault]:
    for code in getattr(row, name):
        if code not in known:
            yield Fault(
                name,
                Message("{value} {reason}", value=code, reason=why),
                nearest_names(code, known),
            )


def _text_faults(row: PriorityRow) -> Iterator[Fault]:
    for name in _REQUIRED:
        if not getattr(row, name).strip() and not (name == "summary_en" and row.may_lack_summary):
            yield Fault(name, Message("{name} is missing", name=name))
    if len(row.anchor) > LONGEST_ANCHOR:
        yield Fault(
            "anchor",
            Message(
                "an anchor has at most {longest_anchor} characters", longest_anchor=LONGEST_ANCHOR
            ),
        )
    if row.paragraph is not None and row.paragraph < 1:
        yield Fault("paragraph", "paragraphs count from 1")
    # An address, or the named page and its date where only these are known: both hold a point.
    if "." not in row.source:
        yield Fault("source", "a source needs an address")
    if row.rank is not None and row.rank < 1:
        yield Fault("rank", "ranks count from 1")


def _date_faults(row: PriorityRow) -> Iterator[Fault]:
    if row.effective_to and row.effective_to < row.effective_from:
        yield Fault("effective_to", "ends before it begins")
    elif row.published_on is None and row.document_precision != "year":
        why = "a document without a date is known to the year only"
        yield Fault("document_precision", why, ("year",))


def _stage_faults(row: PriorityRow, old: PriorityRow) -> Iterator[Fault]:
    """A stage moves forward or lapses, and only with new evidence."""
    if row.stage == old.stage or row.stage not in Priority.Stage.values:
        return
    # Nothing follows `lapsed`: a priority that comes back is a new one, with a key of its own.
    onward = [] if old.stage == "lapsed" else _STAGES[_STAGES.index(old.stage) :]
    if row.stage not in (*onward, "lapsed"):
        why = Message(
            "a stage moves forward or lapses: from {old} not to {new}",
            old=old.stage,
            new=row.stage,
        )
        yield Fault("stage", why, (*onward, "lapsed"))
    if (row.summary_en, row.source) == (old.summary_en, old.source):
        yield Fault("summary_en", "a new stage needs the evidence for it, summary or source")
