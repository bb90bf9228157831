"""Names become codes; what cannot be understood is refused with its place and the nearest."""

import pytest

from partners.registry.registration import save_dataset

pytestmark = pytest.mark.django_db


def test_names_become_codes(understand, knitwear):
    wanted = understand(
        knitwear
        | {
            "provinces": ["广东", "Zhejiang", "GBA"],
            "languages": ["English", "德语"],
            "markets": ["Germany", "EU", "美国"],
            "certifications": ["iso9001:2015", "oeko-tex standard 100"],
        }
    ).wanted
    assert wanted.sectors == ("C182",)
    assert wanted.provinces == ("440000", "330000", "GBA")
    assert wanted.languages == ("en", "de")
    assert wanted.markets == ("DE", "EU", "US")
    assert wanted.certifications == ("ISO 9001", "OEKO-TEX STANDARD 100")
    assert (wanted.order.dimension, wanted.order.amount) == ("count", 150)


def test_a_town_stands_for_its_prefecture_and_that_is_said(understand, knitwear):
    found = understand(knitwear | {"provinces": ["Yiwu", "番禺区", "Foshan"]})
    assert found.wanted.provinces == ("330700", "440100", "440600")
    assert found.as_json()["assumed"] == [
        "Jinhua (330700), where Yiwu is",
        "Guangzhou (440100), where Panyu is",
    ]


def test_a_certificate_that_nobody_knows_is_free_text_and_that_is_said(understand, knitwear):
    found = understand(knitwear | {"certifications": ["Nordic  Swan", "ISO 9O01"]})
    assert found.wanted.certifications == ("Nordic Swan", "ISO 9O01")
    assert found.as_json()["assumed"] == [
        'certificate "Nordic Swan", compared as free text',
        'certificate "ISO 9O01", compared as free text',
    ]


def test_an_owners_name_stands_for_its_best_known_certificate_and_that_is_said(
    understand, knitwear
):
    found = understand(knitwear | {"certifications": ["Oeko-Tex", "STANDARD 100 by OEKO-TEX"]})
    assert found.wanted.certifications == ("OEKO-TEX STANDARD 100",)
    assert found.as_json()["assumed"] == ["OEKO-TEX STANDARD 100, for Oeko-Tex"]


def test_shaanxi_and_shanxi_are_two(understand, knitwear):
    wanted = understand(knitwear | {"provinces": ["Shaanxi", "Shanxi", "陕西", "山西"]}).wanted
    assert wanted.provinces == ("610000", "140000")


def test_a_dozen_is_twelve_pieces(understand, knitwear):
    wanted = understand(knitwear | {"order_quantity": 12.5, "order_unit": "dozen"}).wanted
    assert wanted.order.amount == 150


def test_a_unit_that_was_not_said_is_assumed_aloud(understand, knitwear):
    del knitwear["order_unit"]
    assert understand(knitwear).as_json()["assumed"] == ["order_unit piece"]


@pytest.mark.parametrize(
    ("unit", "amount", "base"), [("dozen", "1800", "piece"), ("t", "150000", "kilogram")]
)
def test_an_order_is_told_with_the_unit_that_it_is_reckoned_in(
    understand, knitwear, unit, amount, base
):
    order = understand(knitwear | {"order_unit": unit}).as_json()["order"]
    assert (order["amount"], order["unit"]) == (amount, base)


def test_a_lead_time_that_was_not_said_is_assumed_aloud(understand, knitwear):
    del knitwear["lead_time_days"]
    (assumed,) = understand(knitwear).as_json()["assumed"]
    assert "within 30 days" in assumed
    del knitwear["order_quantity"], knitwear["order_unit"]
    assert understand(knitwear).as_json()["assumed"] == []


def test_to_a_lawyer_no_lead_time_is_assumed(understand):
    assert understand(LAWYERS | {"lead_time_days": None}).as_json()["assumed"] == [
        "order_unit piece"
    ]


def test_hs_codes_alone_say_what_should_be_made(understand, knitwear):
    del knitwear["sectors"]
    found = understand(knitwear | {"products": ["6109.10", "T恤"]})
    assert found.wanted.sectors == ("C182",)
    assert "sector C182, from the HS codes" in found.as_json()["assumed"]


@pytest.mark.parametrize(
    ("change", "pointer", "nearest"),
    [
        ({"provinces": ["Guandong"]}, "/provinces/0", "Guangdong"),
        ({"provinces": ["Guangdong", "Suzhou"]}, "/provinces/1", "320500"),
        ({"sectors": ["blockchain"]}, "/sectors/0", None),
        ({"sectors": ["PS033"]}, "/sectors/0", None),
        ({"products": ["0000"]}, "/products/0", None),
        ({"products": ["999999999999"]}, "/products/0", None),
        ({"order_unit": "peices"}, "/order_unit", "pieces"),
        ({"languages": ["Englich"]}, "/languages/0", "en"),
        ({"markets": ["Germny"]}, "/markets/0", "DE"),
        ({"certifications": ["–"]}, "/certifications/0", None),
        ({"require": ["order_quantiti"]}, "/require/0", "order_quantity"),
        ({"require": ["markets"]}, "/require/0", None),
        ({"weights": {"policies": 1}}, "/weights/policies", "policy"),
        ({"weights": {"fit": -1}}, "/weights/fit", None),
        ({"weights": {"fit": float("nan")}}, "/weights/fit", None),
        ({"weights": {"policy": 200}}, "/weights", None),
        (
            {
                "weights": dict.fromkeys(
                    ("fit", "policy", "operations", "assurance", "ecosystem", "trust"), 0
                )
            },
            "/weights",
            None,
        ),
        ({"datasets": ["own-lists"]}, "/datasets/0", "own-list"),
        ({"exclude": [987654321]}, "/exclude/0", None),
        ({"client": {"place": "Guangzhou"}}, "/client", None),
    ],
)
def test_a_fault_names_its_place_and_the_nearest(faults, knitwear, change, pointer, nearest):
    found = faults(knitwear | change)
    assert pointer in found
    if nearest:
        assert any(nearest in one for one in found[pointer].nearest)


LAWYERS = {
    "seeking": "service_provider",
    "services": ["PS013"],
    "order_quantity": 150,
    "lead_time_days": 10,
}


@pytest.mark.parametrize("wish", ["order_quantity", "lead_time_days"])
def test_a_hard_wish_that_nothing_decides_is_refused(faults, wish):
    found = faults(LAWYERS | {"languages": ["en"], "require": ["languages", wish]})
    assert set(found) == {"/require/1"}
    assert found["/require/1"].detail == (
        f"{wish} is required, but does not apply to these services: none of them handles goods"
    )


def test_the_same_wish_stands_where_one_of_the_services_handles_goods(understand):
    brief = LAWYERS | {"services": ["PS013", "PS033"], "require": ["order_quantity"]}
    assert understand(brief).wanted.require == {"order_quantity"}


def test_where_to_look_may_be_required_though_it_is_no_component(understand, knitwear):
    brief = knitwear | {"provinces": ["Guangdong"], "require": ["provinces"]}
    assert understand(brief).wanted.require == {"provinces"}


def test_what_gives_nothing_to_judge_by_is_said(understand, knitwear):
    assert understand(knitwear).as_json()["left_out"] == ["assurance"]
    assert understand(knitwear | {"languages": ["en"]}).as_json()["left_out"] == []
    assert understand(LAWYERS).as_json()["left_out"] == ["operations", "assurance"]


def test_weight_on_nothing_but_what_is_left_out_is_refused(faults):
    zero = dict.fromkeys(("fit", "policy", "assurance", "ecosystem", "trust"), 0)
    found = faults(LAWYERS | {"weights": zero | {"operations": 50}})
    assert "(fit, policy, ecosystem, trust) all weigh 0" in found["/weights"].detail


def test_every_fault_is_named_at_once(faults, knitwear):
    found = faults(knitwear | {"provinces": ["Guandong"], "order_unit": "peices", "limit": 5})
    assert set(found) == {"/provinces/0", "/order_unit"}


def test_a_maker_needs_something_to_make(faults, knitwear):
    del knitwear["sectors"]
    assert "/sectors" in faults(knitwear)


def test_a_service_needs_something_to_do(faults):
    assert "/services" in faults({"seeking": "service_provider"})


def test_a_client_sits_in_one_place(faults):
    found = faults(
        {"seeking": "service_provider", "services": ["PS033"], "client": {"place": "GBA"}}
    )
    assert "/client/place" in found


def test_sectors_of_a_service_brief_belong_to_its_client(faults):
    found = faults({"seeking": "service_provider", "services": ["PS033"], "sectors": ["C18"]})
    assert "client.sector" in found["/sectors"].detail


def test_simulated_records_are_never_beside_real_ones(faults, knitwear):
    from partners.registry.records import DatasetRecord

    save_dataset(dataset=DatasetRecord("made-up", "Made up", True, "Simulated."))
    assert "/datasets" in faults(knitwear | {"datasets": ["own-list", "made-up"]})


def test_without_datasets_only_real_ones_are_read(understand, knitwear):
    from partners.registry.records import DatasetRecord

    save_dataset(dataset=DatasetRecord("made-up", "Made up", True, "Simulated."))
    assert understand(knitwear).wanted.datasets == {"own-list"}
