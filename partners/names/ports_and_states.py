"""Ports, cities and states of other countries, by which buyers name a market. No Django here.

The rows are those of `seeds/ports_and_states.csv`: names in English and Chinese, and the country
by UN/LOCODE or ISO 3166-2.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from partners.csv_rows import read_rows

_FILE = Path(__file__).resolve().parents[2] / "seeds" / "ports_and_states.csv"
_COLUMNS = ("name_en", "name_zh", "market", "code", "kind", "confidence", "source")


@cache
def markets_by_port_or_state() -> Mapping[str, str]:
    """Folded name in either language -> ISO 3166-1 code of the country. Raises `FileFault` where
    the seed file is wrong.
    """
    found: dict[str, str] = {}
    for row in read_rows(_FILE, _COLUMNS):
        for name in (row.text("name_en"), row.text("name_zh")):
            if name:
                found[name.casefold()] = row.required_text("market")
    return found
