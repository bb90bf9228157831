"""The operational facts and the certificates of one row."""

from __future__ import annotations

from functools import lru_cache

from core import clock
from core.languages.messages import Message
from partners.intake.row_cells import RowCells
from partners.intake.row_facts import TYPE_ERROR
from partners.intake.values import cell_values, organisation_values
from partners.intake.values.cell_values import CellFault
from partners.intake.values.damaged_cells import whole_digits
from partners.names import vocabulary
from partners.names.certificates import certificate_name
from partners.registry.records import CertificateRecord, ProfileRecord

_NONE = ProfileRecord()
_FIELDS = (
    "minimum_order", "monthly_capacity", "lead_time_days", "export_years", "markets", "languages",
    "employees", "size_class", "founded", "overseas_share",
)  # fmt: skip
_named = lru_cache(maxsize=16_384)(certificate_name)


def read_profile(row: RowCells) -> ProfileRecord:
    """The operational facts of a row; a fact that it does not say is unknown."""
    if not any(row.context.reads(field) for field in _FIELDS):
        return _NONE
    order = row.read("minimum_order", cell_values.read_quantity) or (None, "")
    capacity = row.read("monthly_capacity", cell_values.read_quantity) or (None, "")
    years = row.read("export_years", cell_values.read_number)
    return ProfileRecord(
        minimum_order=order[0],
        minimum_order_unit=order[1],
        lead_time_days=row.read("lead_time_days", _days),
        monthly_capacity=capacity[0],
        monthly_capacity_unit=capacity[1],
        export_years=None if years is None else int(years),
        markets=row.codes("markets", vocabulary.market_code),
        languages=row.codes("languages", vocabulary.language_code),
        employees=row.read("employees", organisation_values.read_headcount),
        size_class=row.read("size_class", organisation_values.read_size_class) or "",
        founded=row.read("founded", _founded),
        overseas_share=_overseas_share(row),
    )


def _days(text: str) -> int:
    return cell_values.read_days(whole_digits(text))


def _founded(text: str) -> int:
    year = organisation_values.read_year(text)
    if year > clock.today().year:
        raise CellFault("is a year that has not begun")
    return year


def profile_notes(row: RowCells, profile: ProfileRecord) -> tuple[str, ...]:
    """What the row says of the number of employees where it gives a span: it is no number, and
    stays as the source wrote it.
    """
    cells = row.cells("employees")
    if cells and profile.employees is None:
        return (f"Employees as the list gives them: {cells[0][1][:60]}.",)
    return ()


def _overseas_share(row: RowCells) -> int | None:
    for column, text in row.cells("overseas_share"):
        try:
            return organisation_values.read_share(text, column)
        except CellFault as fault:
            row.refuse(column, TYPE_ERROR, text, str(fault), fault.suggestion)
    return None


def read_phone(row: RowCells) -> str:
    """The phone of the organisation; "" where there is none, or only a person's."""
    for column, text in row.cells("phone"):
        try:
            phone, left = organisation_values.read_phones(text)
        except CellFault as fault:
            why = Message("{fault}: it is left out", fault=str(fault))
            row.remark(column, TYPE_ERROR, text, why, fault.suggestion)
            continue
        if left:
            # Without the number: a report keeps no data of persons, either.
            left_out = "holds a mobile phone, which is a person's: it is left out"
            row.remark(column, TYPE_ERROR, "", left_out)
        if phone:
            return phone
    return ""


def read_certificates(row: RowCells) -> tuple[CertificateRecord, ...]:
    """The certificates of a row, each with the days that the row gives."""
    names = dict.fromkeys(map(_named, row.words("certificates", loose=True)))
    if not names:
        return ()
    until = row.read("valid_until", cell_values.read_day)
    since = row.read("valid_from", cell_values.read_day)
    return tuple(
        CertificateRecord(name[:40], valid_from=since, valid_until=until) for name in names
    )
