import shutil

import pytest

from partners.errors import FileFault
from partners.intake import public_record
from partners.intake.reference_files import load_reference
from partners.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(seeds, tmp_path):
    """The seeds in a folder of their own, and a way to change a word of a file."""
    folder = shutil.copytree(seeds, tmp_path / "seeds")

    def change(file: str, old: str, new: str):
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return folder

    return change


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("provinces.csv", "CN-TJ;CN-HE,high", "CN-TJ;CN-HX,high",
         'provinces.csv, row 2, column adjacent: "CN-HX" is not a known code; the nearest is CN-'),
        ("provinces.csv", "40.19", "north",
         'provinces.csv, row 2, column centroid_lat: "north" is not a number'),
        ("prefectures.csv", ",130000,,high", ",139999,,high",
         'prefectures.csv, row 2, column province_code: "139999" is not a known code'),
        ("region_clusters.csv", ",yes,", ",maybe,",
         'region_clusters.csv, row 2, column affinity: "maybe" is not one of no or yes'),
        ("manufacturing_sectors.csv", "农副食品加工业", "",
         "manufacturing_sectors.csv, row 2, column name_zh: is empty"),
        ("emerging_industries.csv", "C374;C396;C392", "C374;C396;C999",
         "emerging_industries.csv, row 2, column manufacturing_codes"),
        ("service_demand.csv", "C13,PS011,0.39", "C13,PS011,",
         "service_demand.csv, row 2, column intensity: is empty"),
        ("producer_services.csv", "code,nbs_code,level,parent", "code,nbs_code,level,above",
         "producer_services.csv, row 1, column parent: is missing"),
        ("provinces.csv", ",high,", ",", "provinces.csv, row 2: does not have 14 cells"),
    ],
)  # fmt: skip
def test_a_fault_names_file_row_and_column_and_loads_nothing(copy, file, old, new, message):
    with pytest.raises(FileFault) as raised:
        load_reference(copy(file, old, new))
    assert str(raised.value).startswith(message)
    assert not Place.objects.exists()


def test_a_missing_file_is_named(copy, tmp_path):
    with pytest.raises(FileFault, match=r"provinces\.csv, row 1: cannot be read"):
        load_reference(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("organisation_facts.csv", "SHEIN (Xiyin)", "SHEIN",
         "organisation_facts.csv, row 2, column organisation"),
        ("organisation_facts.csv", ",minimum_order,", ",minimum,",
         "organisation_facts.csv, row 2, column field"),
        ("organisation_facts.csv", ",piece,", ",garment,",
         "organisation_facts.csv, row 2, column unit"),
        ("public_organisations.csv", "C18;C19", "C18;C91",
         "public_organisations.csv, row 2, column sector_codes"),
        ("public_organisations.csv", ",440100,C18", ",999999,C18",
         "public_organisations.csv, row 2, column prefecture_code"),
    ],
)  # fmt: skip
def test_a_fault_of_the_public_record_names_its_place(world, copy, file, old, new, message):
    with pytest.raises(FileFault) as raised:
        public_record.read_public_record(
            copy(file, old, new), world.atlas.places, world.taxonomy.sectors
        )
    assert str(raised.value).startswith(message)
