"""`python -m quality.addresses`: places read from addresses, beside the column that was derived
from them, and places of one firm in several of the shipped lists. No server, no database.

Exits with 1 where fewer than 98 % of the places of a list agree.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from harness.seed_reference import SEEDS
from partners.intake.values.addresses import AddressReader
from partners.reference.atlas import Atlas
from partners.reference.seed_atlas import read_seed_atlas

# Lists beside the checkout; a fresh clone has none. File -> column of the address.
LISTS = Path(__file__).resolve().parents[2] / "shared" / "real"
_ADDRESSED = {
    "apple_suppliers_china_2012_2022.csv": "supplier_address",
    "osh_sample_facilities_china.csv": "address",
}
_SHIPPED = ("listed_firms", "green_factories", "green_design_products", "green_supply_chains")
_LEAST = 0.98


def main() -> int:
    """Print both comparisons; 1 where a list agrees too little."""
    atlas = read_seed_atlas(SEEDS)
    agreed = [_compare_addresses(atlas, *one) for one in _ADDRESSED.items()]
    _compare_lists()
    return int(min(agreed) < _LEAST)


def _compare_addresses(atlas: Atlas, name: str, column: str) -> float:
    """The share of the rows with a derived province for which ours is the same."""
    reader, counts, differing = AddressReader(atlas), Counter[str](), Counter[str]()
    for row in _rows(LISTS / name):
        found = reader.find(row[column])
        ours = f"{found.code[:2]}0000" if found else ""
        derived = row["province_code"]
        if not derived:
            counts["read by us alone" if ours else "read by neither"] += 1
            continue
        counts["agree" if ours == derived else "differ"] += 1
        if ours != derived:
            differing[f"{derived} derived, {ours or 'none'} ours: {row[column]}"] += 1
    share = counts["agree"] / (counts["agree"] + counts["differ"])
    print(f"{name}: {dict(counts)}, {100 * share:.2f} % agree")
    for text, times in differing.most_common():
        print(f"  {times} x {text}")
    return share


def _compare_lists() -> None:
    """The firms that several shipped lists name, and those whose places exclude each other."""
    said: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in _SHIPPED:
        for row in _rows(SEEDS / "partners" / f"{name}.csv"):
            said[row["name_zh"]][name].add(row["place_code"])
    several = {firm: lists for firm, lists in said.items() if len(lists) > 1}
    print(f"firms in several of {', '.join(_SHIPPED)}: {len(several)}")
    print(f"  by number of lists: {dict(Counter(len(lists) for lists in several.values()))}")
    other = {
        firm: lists
        for firm, lists in several.items()
        if len({code[:2] for codes in lists.values() for code in codes if code}) > 1
    }
    print(f"  in different provinces: {len(other)}")
    for firm, lists in sorted(other.items()):
        told = "; ".join(f"{name} {', '.join(sorted(codes))}" for name, codes in lists.items())
        print(f"  {firm}: {told}")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


if __name__ == "__main__":
    sys.exit(main())
