"""A short name leads to the firm that is registered under it, and to no firm of its group."""

import pytest

from partners.models import Partner

PUBLIC = "name_zh,name_en\n青禾,Qinghe\n"
LISTED = "name_zh,city\n青禾股份有限公司,深圳\n"


@pytest.fixture
def registered(run):
    """A partner that one list calls by its short name and another by its registered one."""
    run(PUBLIC, dataset="public")
    run(LISTED, dataset="listed")
    return Partner.objects.get()


def test_the_registered_name_is_taken_and_the_short_one_is_an_alias(registered):
    assert registered.name_zh == "青禾股份有限公司"
    assert [one.name for one in registered.aliases.all()] == ["青禾"]


@pytest.mark.parametrize("name", ["惠州青禾电子有限公司", "青禾汽车工业有限公司"])
def test_another_firm_of_the_group_is_a_partner_of_its_own(registered, run, name):
    run(f"name_zh\n{name}\n", dataset="factories")
    assert Partner.objects.get(records__dataset="factories").name_zh == name
    assert Partner.objects.active().count() == 2


def test_the_short_name_still_finds_the_firm(registered, run):
    run("name_zh\n青禾\n", dataset="factories")
    assert Partner.objects.get(records__dataset="factories") == registered


@pytest.mark.parametrize("name", ["青岛青禾生物医疗股份有限公司", "青禾股份有限公司"])
def test_a_group_is_none_of_its_firms(run, name):
    run("name_zh,city\n青禾集团,青岛\n", dataset="public")
    run(f"name_zh,city\n{name},青岛\n", dataset="listed")
    assert Partner.objects.active().count() == 2


def test_a_group_is_the_firm_that_is_registered_as_the_group(run):
    run("name_zh,city\n青禾集团,青岛\n", dataset="public")
    run("name_zh,city\n青禾集团股份有限公司,青岛\n", dataset="listed")
    assert Partner.objects.active().count() == 1
