"""A firm that three of the shipped lists name exactly alike is one partner with three records."""

import csv

import pytest

from partners.intake.import_file import ImportRequest, import_file
from partners.intake.mapping.column_map import read_map_text
from partners.models import Partner
from tests.seeded import SEEDS

# Dataset -> file and map, in the order in which `manage.py seed` loads them.
LISTS = {
    "listed-firms": ("listed_firms", "a_share_firms"),
    "green-factories": ("green_factories", "miit_green_factories"),
    "green-design-products": ("green_design_products", "miit_green_design_products"),
}


def rows_of(name):
    with (SEEDS / "partners" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def shared():
    """The Chinese names that stand in all three lists."""
    named = []
    for name, _ in LISTS.values():
        header, *rows = rows_of(name)
        named.append({row[header.index("name_zh")] for row in rows})
    return set.intersection(*named)


def test_the_lists_share_names(shared):
    assert len(shared) == 42


def test_each_is_one_partner(reference, shared, tmp_path):
    for dataset, (name, map_) in LISTS.items():
        header, *rows = rows_of(name)
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            for row in [header, *(one for one in rows if one[header.index("name_zh")] in shared)]:
                file.write(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n")
        import_file(ImportRequest(path, dataset, read_map_text(SEEDS / "maps" / f"{map_}.toml")))
    found = Partner.objects.active()
    assert {one.name_zh for one in found} == shared
    assert found.count() == len(shared)
    assert all(one.datasets == sorted(LISTS) for one in found)
