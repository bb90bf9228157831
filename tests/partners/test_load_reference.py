from fractions import Fraction

import pytest

from partners.intake.reference_files import load_reference
from partners.models import Cluster, Demand, Place, Sector
from partners.reference.reference_loader import read_atlas, read_taxonomy

pytestmark = pytest.mark.django_db


def test_all_rows_are_loaded(seeds):
    loaded = load_reference(seeds)
    assert (loaded.places, loaded.clusters, loaded.sectors, loaded.demands) == (486, 17, 287, 1085)
    assert Place.objects.provinces().count() == 34
    assert Place.objects.count() == 34 + 452
    assert Cluster.objects.filter(affinity=True).count() == 4
    assert Sector.objects.manufacturing().count() == 31 + 179
    assert Sector.objects.services().count() == 10 + 35
    assert Sector.objects.filter(kind="emerging").count() == 32
    assert Demand.objects.count() == 1085


def test_loading_again_changes_nothing(seeds):
    load_reference(seeds)
    before = (read_atlas(), read_taxonomy())
    load_reference(seeds)
    assert (read_atlas(), read_taxonomy()) == before


def test_loading_again_corrects_what_differs(seeds):
    load_reference(seeds)
    before = read_atlas()
    Place.objects.filter(code="440000").update(name_en="Kwangtung")
    Place.objects.get(code="440000").adjacent.clear()
    Cluster.objects.get(code="GBA").members.add("440200")
    load_reference(seeds)
    assert read_atlas() == before


def test_the_bay_area_is_nine_cities_and_two_regions(world):
    members = world.atlas.clusters["GBA"].members
    assert len(members) == 11
    assert {"440100", "810000", "820000"} < set(members)
    assert "440000" not in members
    assert world.atlas.within("440200", ["GBA"]) is False
    assert world.atlas.within("440000", ["GBA"]) is None


def test_neighbours_are_mutual(world):
    places = world.atlas.places
    for place in places.values():
        assert all(place.code in places[other].adjacent for other in place.adjacent)
    assert "450000" in places["440000"].adjacent


def test_demand_is_exact(world):
    assert world.taxonomy.demand["C13", "PS011"] == Fraction(73, 100)


def test_an_emerging_industry_draws_on_groups_and_services(world):
    aircraft = world.taxonomy.sectors["EI-EVTOL"]
    assert aircraft.parent == "EI-LAE"
    assert {"C374", "PS023"} <= set(aircraft.related)


def test_reading_takes_seven_queries(seeds, django_assert_num_queries):
    load_reference(seeds)
    with django_assert_num_queries(4):
        read_atlas()
    with django_assert_num_queries(3):
        read_taxonomy()
