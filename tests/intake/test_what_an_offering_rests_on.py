"""An offering is stated, read from a product or a class, or inferred; its evidence says which."""

from partners.intake.building_records import OUR_INFERENCE
from partners.intake.mapping.column_map import ColumnMap
from partners.models import Evidence, Offering, Partner, Record


def offered():
    return {
        (Record.objects.get(partner=row.partner_id).key, f"{row.verb}:{row.sector_id}")
        for row in Offering.objects.all()
    }


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
    assert evidence("makes:C21").confidence == "low"


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


def test_identifiers_and_certificates_are_kept_in_one_spelling(run):
    run(
        "name,ticker,website,certificates\nQinghe,600000.SS,https://www.qinghe.example/en,iso9001认证\n"
    )
    partner = Partner.objects.get()
    assert partner.identifiers == ["stock:600000.SH", "website:qinghe.example"]
    assert [one.standard for one in partner.certificates.all()] == ["ISO 9001"]


def test_a_constant_of_the_map_holds_for_each_row(run):
    run("name\nQinghe\n", ColumnMap(columns={"name": ("name",)}, constants={"makes": "C18"}))
    assert {fact for _, fact in offered()} == {"makes:C18"}
