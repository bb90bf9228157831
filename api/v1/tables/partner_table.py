"""Partners as a table, each with the sources of its facts; a list of any length is read while it is
sent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, TableTooLong
from api.requests.table_formats import CSV, JSON_LINES, XLSX, TableFormat
from api.table_view import Table, file_name
from api.v1.serializers.screening import render_screening
from api.v1.tables.cell_texts import PLACE_COLUMNS, join, place_cells
from api.v1.tables.dataset_notices import load_notices
from core import counters
from core.clock import today
from core.languages.messages import Message
from core.tabular import Cell, Column, Sheet
from core.transactions import streamed_snapshot
from partners.models import Offering, Partner, Record

# A spreadsheet of more is no help to anybody, and a workbook is written before it is sent.
MOST_IN_WORKBOOK = 100_000
_BATCH = 500
# The filters whose values stand in the name of the file.
_NAMING = ("q", "makes", "serves", "sector", "place", "dataset")
_ASKED = (Column("field", 16), Column("value", 60))
_PROFILE = (
    Column("minimum_order", 12, text=False),
    Column("minimum_order_unit", 10),
    Column("lead_time_days", 10, text=False),
    Column("monthly_capacity", 12, text=False),
    Column("monthly_capacity_unit", 10),
    Column("export_years", 10, text=False),
    Column("markets", 16),
    Column("markets_complete", 10, text=False),
    Column("languages", 12),
    Column("languages_complete", 10, text=False),
    Column("certificates_complete", 10, text=False),
    Column("employees", 10, text=False),
    Column("size_class", 10),
    Column("founded", 10, text=False),
    Column("overseas_share", 10, text=False),
)
COLUMNS = (
    Column("partner_id", 12, text=False),
    Column("name_en", 34),
    Column("name_en_is_transliteration", 10, text=False),
    Column("name_zh", 26),
    Column("aliases", 24),
    Column("form", 12),
    *PLACE_COLUMNS,
    Column("address", 36),
    Column("phone", 16),
    Column("identifiers", 24),
    Column("datasets", 16),
    Column("simulated", 10, text=False),
    Column("makes", 12),
    Column("makes_en", 36),
    Column("makes_zh", 28),
    Column("serves", 12),
    Column("serves_en", 36),
    Column("serves_zh", 28),
    Column("products", 30),
    Column("hs", 12),
    Column("processes", 20),
    *_PROFILE,
    Column("certificates", 30),
    Column("evidence", 40),
    Column("sources", 40),
    Column("last_checked_on", 12),
    Column("screening", 12),
    Column("note", 30),
    Column("notices", 40),
)


def with_details(rows: QuerySet[Partner]) -> QuerySet[Partner]:
    """Load everything that a row shows, in a fixed number of queries."""
    sectors = Prefetch("for_sectors", to_attr="shown_sectors")
    offerings = (
        Offering.objects.select_related("sector")
        .prefetch_related(sectors)
        .order_by("verb", "sector")
    )
    # What a record said is shown by its partner; it may be long.
    records = Record.objects.select_related("dataset").defer("facts").order_by("dataset", "key")
    # As lists of their own, because a page would make a query set for each of its rows.
    return rows.select_related("place__province", "profile", "screening").prefetch_related(
        Prefetch("offerings", offerings, to_attr="shown_offerings"),
        Prefetch("records", records, to_attr="shown_records"),
        Prefetch("certificates", to_attr="shown_certificates"),
        Prefetch("evidence", to_attr="shown_evidence"),
        Prefetch("aliases", to_attr="shown_aliases"),
    )


def partner_table(request: Request, chosen: TableFormat, rows: QuerySet[Partner]) -> Table:
    """All the partners, by id, read while they are sent. Raises `TableTooLong` for a workbook."""
    if chosen is XLSX and rows[MOST_IN_WORKBOOK : MOST_IN_WORKBOOK + 1].exists():
        raise TableTooLong(
            [
                ErrorDetail(
                    Message(
                        "a workbook holds at most {most:,} partners: take CSV or JSON Lines, or "
                        "narrow the list by a filter",
                        most=MOST_IN_WORKBOOK,
                    ),
                    (CSV.media_type, JSON_LINES.media_type),
                    parameter="Accept",
                )
            ]
        )
    (partners,) = counters.numbers("partners")
    # What a provider of screening answers takes no number.
    state = "" if settings.SCREENING_URL else f"{partners} {request.query_params.urlencode()}"
    return _table(request, _stream(rows), state=state)


def page_table(request: Request, rows: Sequence[Partner], following: str | None) -> Table:
    """A few partners, in their order."""
    notices = load_notices()
    return _table(request, (partner_cells(row, notices) for row in rows), following=following)


def _table(
    request: Request,
    rows: Iterable[Sequence[Cell]],
    *,
    state: str = "",
    following: str | None = None,
) -> Table:
    asked = request.query_params
    filters = [part for name in _NAMING if name in asked for part in (name, asked[name])]
    return Table(
        name=file_name("partners", *filters, today()),
        sheet="Partners",
        columns=COLUMNS,
        rows=rows,
        beside=lambda: (_asked_sheet(request),),
        state=state,
        next=following,
    )


def _asked_sheet(request: Request) -> Sheet:
    rows: list[tuple[Cell, ...]] = [("list", "partners"), ("day", today().isoformat())]
    rows += request.query_params.dict().items()
    return Sheet("Asked", _ASKED, rows)


def _stream(rows: QuerySet[Partner]) -> Iterator[Sequence[Cell]]:
    """Yield the rows of partners by id, from one snapshot, a batch at a time."""
    with streamed_snapshot():
        notices = load_notices()
        for row in rows.order_by("id").iterator(chunk_size=_BATCH):
            yield partner_cells(row, notices)
            # A row and its facts refer to each other: without this they would stay in memory until
            # the garbage collector comes to them, tens of thousands of rows later.
            vars(row).clear()


def partner_cells(partner: Any, notices: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells of a partner; `with_details` has loaded its facts."""
    offerings: Sequence[Offering] = partner.shown_offerings
    evidence = partner.shown_evidence
    checked = [row.checked_on for row in evidence if row.checked_on]
    screening = render_screening(partner)
    return (
        partner.pk,
        partner.name_en,
        partner.name_en_is_transliteration,
        partner.name_zh,
        join(alias.name for alias in partner.shown_aliases),
        partner.form,
        *place_cells(_place(partner.place)),
        partner.address,
        partner.phone,
        join(partner.identifiers),
        join(partner.datasets),
        partner.simulated,
        *_offered(offerings, Offering.Verb.MAKES),
        *_offered(offerings, Offering.Verb.SERVES),
        *(
            join(value for row in offerings for value in getattr(row, name))
            for name in ("products", "hs", "processes")
        ),
        *_profile_cells(getattr(partner, "profile", None)),
        join(_certificate(row) for row in partner.shown_certificates),
        join(f"{row.fact}: {row.kind} by {row.speaker}" for row in evidence),
        join(row.source for row in evidence),
        max(checked).isoformat() if checked else None,
        screening["outcome"] if screening else None,
        partner.note,
        join(notices.get(key, "") for key in partner.datasets),
    )


def _place(place: Any) -> dict[str, Any] | None:
    if place is None:
        return None
    return {**_named(place), "province": _named(place.province) if place.province else None}


def _named(place: Any) -> dict[str, str]:
    return {"code": place.code, "en": place.name_en, "zh": place.name_zh}


def _offered(offerings: Sequence[Offering], verb: str) -> tuple[str, ...]:
    """The codes and names of what it makes, or serves."""
    sectors = [row.sector for row in offerings if row.verb == verb]
    return tuple(
        join(getattr(sector, name) for sector in sectors) for name in ("code", "name_en", "name_zh")
    )


def _profile_cells(profile: Any) -> tuple[Cell, ...]:
    """The cells of `_PROFILE`: null is unknown, also whether a list is complete."""
    if profile is None:
        return (None,) * len(_PROFILE)
    values = (getattr(profile, column.name) for column in _PROFILE)
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> Cell:
    if isinstance(value, Decimal):
        # 100.000 is 100 in every format.
        return int(value) if value == int(value) else value.normalize()
    text: Cell = join(value) if isinstance(value, list) else value
    return text


def _certificate(row: Any) -> str:
    return f"{row.standard} until {row.valid_until}" if row.valid_until else str(row.standard)
