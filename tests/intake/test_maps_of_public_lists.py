"""The shipped maps read files in the published layout of Open Supply Hub, GLEIF and OpenRefine."""

import pytest

from partners.intake.mapping.column_map import read_map_text
from partners.models import Partner
from tests.seeded import SEEDS

OPEN_SUPPLY_HUB = """\
os_id,contribution_date,name,address,country_code,country_name,lat,lng,sector,contributor (list),\
number_of_workers,parent_company,processing_type_facility_type_raw,facility_type,processing_type,\
product_type,is_closed
CN2026001A,2026-01-01,Qinghe Knitting,"8 Long Lane, Shaoxing, Zhejiang",CN,China,30,120,Apparel,\
Brand (List),1001-5000,Qinghe Group,dyeing,Printing,Dyeing|Knitting,Sweaters|Socks,False
CN2026002B,2026-01-01,Baihu Sewing,"5 Tree Road, Foshan, Guangdong",CN,China,23.0,113.1,Apparel,\
Brand (List),,,,,,,True
BD2026003C,2026-01-01,Dhaka Mills,"Dhaka",BD,Bangladesh,23.8,90.4,Apparel,Brand (List),,,,,,,False
"""
GLEIF_COLUMNS = (
    "LEI", "Entity.LegalName", "Entity.LegalName.xmllang",
    "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1",
    "Entity.LegalAddress.FirstAddressLine", "Entity.LegalAddress.City",
    "Entity.LegalAddress.Region", "Entity.LegalAddress.Country", "Entity.LegalAddress.PostalCode",
    "Entity.EntityCategory", "Entity.EntityStatus", "Registration.RegistrationStatus",
)  # fmt: skip


def lei(number: int) -> str:
    """An LEI with right check digits, of an agency that does not exist."""
    stem = f"0000{number:014d}"
    return f"{stem}{98 - int(stem + '00') % 97:02d}"


def gleif(category="GENERAL", status="ACTIVE", number=1):
    return (
        f"{lei(number)},广州青河针织有限公司,zh,,Guangzhou Qinghe Knitting Co. Ltd.,8 Long Lane,"
        f"广州市,CN-GD,CN,510000,{category},{status},ISSUED"
    )


@pytest.fixture
def read(run):
    return lambda content, name: run(content, read_map_text(SEEDS / "maps" / f"{name}.toml"))


def test_a_download_of_open_supply_hub(read):
    report = read(OPEN_SUPPLY_HUB, "open_supply_hub")
    assert report.counts == dict.fromkeys(report.counts, 0) | {"created": 1, "error": 2}
    partner = Partner.objects.get()
    assert (partner.name_en, partner.place_id) == ("Qinghe Knitting", "330600")
    assert "Employees as the list gives them: 1001-5000." in partner.note
    assert "Parent company, as reported: Qinghe Group." in partner.note
    places = [(one.row, one.column) for one in report.errors]
    assert places == [
        (3, "is_closed"),
        (4, "country_code"),
    ]


def test_the_golden_copy_of_gleif(read):
    rows = [
        gleif(),
        gleif(category="SOLE_PROPRIETOR", number=2),
        gleif(status="INACTIVE", number=3),
    ]
    report = read("\n".join((",".join(GLEIF_COLUMNS), *rows)), "gleif_golden_copy")
    assert [row.ending for row in sorted(report.rows, key=lambda one: one.row)] == [
        "created", "error", "error",
    ]  # fmt: skip
    partner = Partner.objects.get()
    assert partner.name_en == "Guangzhou Qinghe Knitting Co. Ltd."
    assert partner.identifiers == [f"lei:{lei(1)}"]
    assert partner.place_id == "440100"


def test_an_export_of_openrefine_in_tsv(read):
    header = "id\tname\taddress\tcity\tprovince\tproducts\twebsite\n"
    row = "P-1\tQinghe Works\t8 Long Lane\tFoshan\tGuangdong\tsocks\thttps://qinghe.example\n"
    assert read(header + row, "openrefine_export").counts["created"] == 1
    assert Partner.objects.get().identifiers == ["website:qinghe.example"]


def test_the_list_of_shares_as_it_is_published(read):
    header = (
        "code,name_zh,name_en,place_code,gbt4754_division,csrc_industry,listed_industry,ownership,"
        "listed_on,revenue_year,overseas_revenue_percent,registered_address,website,main_business_zh"
    )
    row = (
        "999999.SH,广州青河针织股份有限公司,Guangzhou Qinghe Knitting Co. Ltd.,440100,C17,"
        "C17纺织业,纺织,其他,2001-01-01,2019-12-31,-7.2,,qinghe.example,prose"
    )
    report = read(f"{header}\n{row}\n", "a_share_firms")
    assert report.counts["created"] == 1
    assert set(report.unread_columns) == {"ownership", "registered_address", "main_business_zh"}
    assert Partner.objects.get().identifiers == ["stock:999999.SH", "website:qinghe.example"]
