"""Maps in TOML: the shipped ones are right, and a wrong one names its entry."""

import pytest

from partners.errors import FileFault
from partners.intake.mapping.column_map import read_map
from tests.seeded import SEEDS

MAPS = sorted((SEEDS / "maps").glob("*.toml"))


@pytest.mark.parametrize("path", MAPS, ids=lambda path: path.stem)
def test_a_shipped_map_states_source_licence_and_notice(path):
    facts = read_map(path).facts
    assert facts.name
    assert facts.source.startswith("https://")
    assert facts.licence
    assert facts.notice.endswith("unknown.")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("[colums]\n", "colums"),
        ('[columns]\nnmae = "x"\n', "columns.nmae"),
        ("[columns]\nname = 3\n", "name"),
        ('[list]\nkind = "guessed"\n', "list.kind"),
        ('[list]\ndate = "2026"\n', "list.date"),
        ('[inference]\nfrom = ["stars"]\n', "inference.stars"),
        ("[columns\n", ""),
    ],
)
def test_a_wrong_map_names_the_entry(write, text, entry):
    with pytest.raises(FileFault) as refused:
        read_map(write(text, name="map.toml"))
    assert refused.value.column == entry


def test_a_map_names_columns_that_the_file_has(run):
    with pytest.raises(FileFault, match="the nearest is Name"):
        run("Name\nQinghe\n", '[columns]\nname = "Nam"\n')
