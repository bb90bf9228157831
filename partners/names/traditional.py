"""Traditional Chinese characters and the simplified ones, of `seeds/traditional.csv`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from partners.csv_rows import Row, read_rows

_FILE = Path(__file__).resolve().parents[2] / "seeds" / "traditional.csv"
_COLUMNS = ("traditional", "simplified", "both_scripts", "source")


@cache
def to_simplified() -> Mapping[int, str]:
    """Every traditional character -> its simplified one, as `str.translate` takes it."""
    return {ord(row.text("traditional")): row.text("simplified") for row in _rows()}


@cache
def to_simplified_in_names() -> Mapping[int, str]:
    """As `to_simplified`, without characters that simplified texts use as well: a firm named 乾 is
    not 干.
    """
    return {
        ord(row.text("traditional")): row.text("simplified")
        for row in _rows()
        if row.choice("both_scripts", ("yes", "no")) == "no"
    }


def _rows() -> Iterator[Row]:
    return read_rows(_FILE, _COLUMNS)
