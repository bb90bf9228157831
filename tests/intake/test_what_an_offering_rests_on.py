"""An offering is stated, read from a product or a class, or inferred; its evidence says which."""

from partners.intake.building_records import OUR_INFERENCE
from partners.models import Evidence, Offering, Partner, Record
from tests.registered import key_of

FINER = """
[columns]
key = "code"
name = "name"
sector = "sector"
industry = "industry"
"""
PROFILES = """
[list]
offerings = "concluded"
[columns]
key = "code"
name = "name"
products = "product"
"""


def offered():
    return {(key_of(row.partner), f"{row.verb}:{row.sector_id}") for row in Offering.objects.all()}


def evidence(fact):
    return Evidence.objects.get(fact=fact)


def test_a_class_of_gbt_4754_is_as_sure_as_its_list(run):
    run("code,name,sector\na1,Qinghe,C18纺织服装、服饰业\n")
    assert offered() == {("a1", "makes:C18")}
    assert evidence("makes:C18").confidence == "medium"


def test_a_product_word_gives_a_sector_with_less_confidence(run):
    run("code,name,product\na1,Qinghe,knitted sweaters\n")
    (fact,) = {fact for _, fact in offered()}
    assert evidence(fact).confidence == "low"
    assert evidence(fact).quote == "product: knitted sweaters"
    assert Offering.objects.get().products == ["knitted sweaters"]


def test_a_word_in_the_name_is_our_inference_and_no_source_says_it(run):
    run("code,name\na1,佛山市青河家具有限公司\n")
    assert offered() == {("a1", "makes:C21")}
    assert evidence("makes:C21").speaker == OUR_INFERENCE
    assert (evidence("makes:C21").kind, evidence("makes:C21").confidence) == ("inferred", "low")


def test_nothing_is_inferred_where_a_source_speaks(run):
    run("code,name,sector\na1,佛山市青河家具有限公司,C18\n")
    assert offered() == {("a1", "makes:C18")}


def test_a_service_class_is_an_offering_that_serves(run):
    run("code,name,makes,serves\na1,Qinghe,C18,PS014\n")
    assert offered() == {("a1", "makes:C18"), ("a1", "serves:PS014")}


def test_a_stated_sector_that_is_unknown_is_an_error_and_an_industry_a_remark(run):
    report = run("name,makes,sector\nQinghe,C99,\nBaihu,,zzqq\n")
    assert [error.code for error in report.errors] == ["unknown-sector"]
    assert [(remark.row, remark.code) for remark in report.remarks] == [(3, "unknown-sector")]


def test_a_name_that_no_source_gives_is_marked_as_ours(run):
    run("code,name\na1,广州青河针织有限公司\n")
    partner = Partner.objects.get()
    assert partner.name_en == "Guangzhou Qinghe Zhenzhi Youxian Gongsi"
    assert partner.name_en_is_transliteration
    assert "name_en" not in Record.objects.get().facts


def test_identifiers_and_certificates_are_kept_in_one_spelling(run):
    run(
        "name,ticker,website,certificates\nQinghe,600000.SS,https://www.qinghe.example/en,iso9001认证\n"
    )
    partner = Partner.objects.get()
    assert partner.identifiers == ["stock:600000.SH", "website:qinghe.example"]
    assert [one.standard for one in partner.certificates.all()] == ["ISO 9001"]


def test_a_constant_of_the_map_holds_for_each_row(run):
    run("name\nQinghe\n", '[columns]\nname = "name"\n[constants]\nmakes = "C18"\n')
    assert {fact for _, fact in offered()} == {"makes:C18"}


def test_what_the_name_says_stands_beside_an_industry_that_is_another_one(run):
    """An industry of a list of shares is where a firm sells; both are conclusions then."""
    run("code,name,sector\na1,青岛青河轮胎股份有限公司,工程机械\n")
    assert offered() == {("a1", "makes:C291"), ("a1", "makes:C35")}
    assert {evidence(f"makes:{code}").kind for code in ("C291", "C35")} == {"inferred"}


def test_a_class_is_not_corrected_by_the_name(run):
    run("code,name,sector\na1,青岛青河轮胎股份有限公司,C351\n")
    assert offered() == {("a1", "makes:C351")}


def test_the_goods_in_the_name_are_products_of_the_group_that_makes_them(run):
    run("code,name,sector\na1,合肥青河电冰箱有限公司,C385\na2,合肥白虎电冰箱有限公司,C181\n")
    assert {key_of(row.partner): row.products for row in Offering.objects.all()} == {
        "a1": ["冰箱"],
        "a2": [],
    }


def test_an_industry_that_is_no_class_tells_a_group_within_the_class(run):
    run("code,name,sector,industry\na1,Qinghe,C35,工程机械\na2,Baihu,C34,工程机械\n", FINER)
    assert offered() == {("a1", "makes:C35"), ("a1", "makes:C351"), ("a2", "makes:C34")}
    assert evidence("makes:C351").speaker == OUR_INFERENCE


def test_the_name_goes_before_an_industry_that_is_no_class(run):
    run("code,name,sector,industry\na1,青岛青河塑料机械有限公司,C35,工程机械\n", FINER)
    assert offered() == {("a1", "makes:C35"), ("a1", "makes:C352")}


def test_the_product_terms_of_a_profile_are_our_conclusion(run):
    run("code,name,product\na1,Qinghe,excavators\n", PROFILES)
    assert evidence("makes:C351").speaker == OUR_INFERENCE
    assert Offering.objects.get().inferred


def test_a_division_of_several_services_is_the_one_that_the_name_says(run):
    run("code,name_zh,sector\na1,青河园林设计院股份有限公司,M74\na2,青河科技股份有限公司,M74\n")
    assert offered() == {("a1", "serves:PS015"), ("a2", "serves:PS01")}
