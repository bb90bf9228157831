"""A small world, and a caller that holds every response to the committed schema."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from api.requests import prefer_wait
from core.clock import CHINA
from firms import api_keys
from firms.models import DEFAULT_SCOPES, Firm, Scope
from matcher.shortlists import answering
from partners.models import Cluster, Demand, ImportRun, Partner, Place, Sector
from partners.registry.records import (
    CertificateRecord,
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)
from partners.registry.registration import register_records, save_dataset
from priorities.editions import lifecycle
from priorities.editions.rows import PriorityRow
from priorities.models import Edition
from tests.api.caller import Caller
from tests.api.desk import Desk
from tests.priorities import curators
from tests.registered import ids_by_key
from tests.seeded import kept_for_all

PROVINCES = (
    ("140000", "CN-SX", "Shanxi", "山西"),
    ("320000", "CN-JS", "Jiangsu", "江苏"),
    ("340000", "CN-AH", "Anhui", "安徽"),
    ("440000", "CN-GD", "Guangdong", "广东"),
    ("610000", "CN-SN", "Shaanxi", "陕西"),
)
PREFECTURES = (
    ("320500", "Suzhou", "苏州市"),
    ("341300", "Suzhou", "宿州市"),
    ("440100", "Guangzhou", "广州市"),
)
SECTORS = (
    ("C18", "manufacturing", None, "Manufacture of textile wearing apparel", "纺织服装业"),
    ("C182", "manufacturing", "C18", "Manufacture of knitted apparel", "针织服装制造"),
    ("PS02", "service", None, "Freight and storage", "货物运输与仓储"),
    ("PS03", "service", None, "Information services", "信息服务"),
    ("PS033", "service", "PS03", "E-commerce support services", "电子商务支持服务"),
    ("PS09", "service", None, "Wholesale and trade agency", "批发与贸易经纪"),
    ("EI-NEV", "emerging", None, "New-energy vehicles", "新能源汽车"),
)


def make_places() -> None:
    common = {"kind": "province", "confidence": "high", "source": "a test"}
    for code, iso, en, zh in PROVINCES:
        Place.objects.create(
            code=code, iso=iso, name_en=en, name_zh=zh, short_zh=zh, pinyin=en, **common
        )
    for code, en, zh in PREFECTURES:
        common |= {"kind": "prefecture-level city", "province_id": code[:2] + "0000"}
        Place.objects.create(
            code=code, name_en=en, name_zh=zh, short_zh=zh[:2], pinyin=en, **common
        )
    Place.objects.get(code="320000").adjacent.add("340000")
    bay = Cluster.objects.create(
        code="GBA",
        name_en="Greater Bay Area",
        name_zh="粤港澳大湾区",
        affinity=True,
        confidence="high",
        source="a test",
    )
    bay.members.add("440100")


def make_sectors() -> None:
    for code, kind, parent, en, zh in SECTORS:
        Sector.objects.create(
            code=code,
            kind=kind,
            parent_id=parent,
            name_en=en,
            name_zh=zh,
            hs=["6109"] if code == "C182" else [],
            confidence="high",
            source="a test",
        )
    Sector.objects.get(code="EI-NEV").related.add("PS033")
    Demand.objects.create(
        sector_id="C18",
        service_id="PS033",
        intensity=Decimal("0.70"),
        relative=Decimal("1.54"),
        band="high",
        basis="own judgement",
        confidence="low",
        source="a test",
    )


def maker(dataset: str, key: str, **differs: Any) -> PartnerRecord:
    """A maker of knitted garments in Guangzhou; a fact that is given as None is unknown."""
    facts = {"place": "440100", "least": 100, "days": 8, **differs}
    least = facts["least"]
    return PartnerRecord(
        dataset=dataset,
        key=key,
        name_en=f"Maker {key}",
        name_zh=f"制造商{key}",
        place=facts["place"],
        aliases=(f"Old {key}",),
        offerings=(OfferingRecord("makes", "C182", products=("t-shirt",), hs=("6109",)),),
        profile=ProfileRecord(
            minimum_order=None if least is None else Decimal(least),
            minimum_order_unit="" if least is None else "piece",
            lead_time_days=facts["days"],
            markets=("DE",),
        ),
        certificates=(CertificateRecord("ISO 9001", "an issuer", None, dt.date(2030, 1, 1)),),
        evidence=(EvidenceRecord("organisation", "declared", "itself", "a test", "high"),),
    )


def make_partners() -> None:
    for key, simulated in (("own-list", False), ("demonstration", True)):
        save_dataset(
            dataset=DatasetRecord(key, key.title(), simulated=simulated, notice=f"{key}: a notice")
        )
    register_records(
        records=[
            maker("own-list", "a"),
            maker("own-list", "b", least=400),
            maker("own-list", "c", least=None, days=None, place="320500"),
            maker("demonstration", "d"),
            PartnerRecord(
                dataset="own-list",
                key="platform",
                name_en="A platform",
                offerings=(OfferingRecord("serves", "PS033", for_sectors=("C18",)),),
            ),
        ]
    )


def priority(key: str, **differs: Any) -> PriorityRow:
    """Knitwear, which the government of a province supports."""
    facts: dict[str, Any] = {
        "title_en": f"Priority {key}",
        "title_zh": f"优先事项 {key}",
        "category": "manufacturing",
        "signal": "support",
        "speaker": "government",
        "stage": "under way",
        "document": "Work report",
        "document_year": 2026,
        "published_on": dt.date(2026, 1, 20),
        "document_precision": "day",
        "effective_from": dt.date(2026, 1, 20),
        "effective_to": None,
        "precision": "month",
        "confidence": "high",
        "summary_en": "knitwear first",
        "source": "https://example.org/report",
        "targets": ("C18",),
    }
    return PriorityRow(key=key, **{**facts, **differs})


def make_lists() -> None:
    lifecycle.publish_first(
        province="440000",
        rows=[
            priority("PP1"),
            priority("PP2", speaker="scholar"),
            priority("PP3", signal="context", targets=()),
        ],
        coverage="excerpt",
        since=dt.datetime(2026, 1, 20, tzinfo=CHINA),
    )


@pytest.fixture(scope="module")
def _places(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[bool]:
    with kept_for_all(request, django_db_blocker, make_places, name="places") as kept:
        yield kept


@pytest.fixture(scope="module")
def _sectors(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[bool]:
    with kept_for_all(request, django_db_blocker, make_sectors, name="sectors") as kept:
        yield kept


@pytest.fixture(scope="module")
def _partners(
    request: pytest.FixtureRequest, _places: bool, _sectors: bool, django_db_blocker: Any
) -> Iterator[bool]:
    with kept_for_all(request, django_db_blocker, make_partners, name="partners") as kept:
        yield kept


@pytest.fixture(scope="module")
def _lists(
    request: pytest.FixtureRequest, _partners: bool, django_db_blocker: Any
) -> Iterator[bool]:
    with kept_for_all(request, django_db_blocker, make_lists, name="lists") as kept:
        yield kept


@pytest.fixture
def places(_places: bool, db: None) -> None:
    if not _places:
        make_places()


@pytest.fixture
def sectors(_sectors: bool, db: None) -> None:
    if not _sectors:
        make_sectors()


@pytest.fixture
def partners(_partners: bool, places: None, sectors: None) -> None:
    if not _partners:
        make_partners()


@pytest.fixture
def lists(_lists: bool, partners: None) -> None:
    """Guangdong has a list; nobody else has."""
    if not _lists:
        make_lists()


@pytest.fixture
def pks(lists: None) -> dict[str, int]:
    """The ids of the partners by key."""
    return ids_by_key()


@pytest.fixture
def firm(db: None) -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def firm_key(firm: Firm) -> str:
    """A key of the firm, as text."""
    return api_keys.issue(firm=firm)


@pytest.fixture
def call(firm: Firm) -> Caller:
    return Caller(api_keys.issue(firm=firm))


@pytest.fixture
def stranger(db: None) -> Caller:
    """Somebody with a live key of another firm."""
    return Caller(api_keys.issue(firm=Firm.objects.create(name="Stranger SA")))


@pytest.fixture
def curator(firm: Firm) -> Caller:
    """Somebody whose key asks, and curates in an editor's name."""
    user = curators.curator("editor", "draft")
    return Caller(api_keys.issue(firm=firm, scopes=[*DEFAULT_SCOPES, Scope.CURATE], curator=user))


@pytest.fixture
def approver(firm: Firm) -> Caller:
    """Somebody whose key curates in the name of one who may draft and approve."""
    user = curators.curator("approver", "draft", "approve")
    return Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))


@pytest.fixture
def desk(curator: Caller, approver: Caller, lists: None) -> Desk:
    """Guangdong's list, and two curators who keep it over REST."""
    return Desk(curator, approver)


@pytest.fixture
def nobody() -> Caller:
    return Caller(None)


@pytest.fixture
def knitwear(lists: None) -> dict[str, Any]:
    """A brief that two makers meet or miss, and a third says nothing of."""
    return {
        "title": "Knitwear",
        "seeking": "manufacturer",
        "sectors": ["C182"],
        "order_quantity": 150,
        "lead_time_days": 10,
        "certifications": ["ISO 9001"],
        "markets": ["Germany"],
    }


@pytest.fixture
def shortlist(call: Caller, knitwear: dict[str, Any]) -> str:
    """The address of an answered shortlist of the firm."""
    address: str = call.post("/v1/shortlists", knitwear).headers["Location"]
    answering.answer_shortlist(address.rsplit("/", 1)[1])
    return address


@pytest.fixture
def known(
    curator: Caller, desk: Desk, shortlist: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], dict[str, str]]:
    """What stands in a path where something is."""
    monkeypatch.setattr(prefer_wait, "wait_until", lambda done, _seconds: done())
    hook = curator.post("/v1/webhooks", {"url": "https://hooks.nordtuch.example/ronghe"})
    hook = hook.headers["Location"]
    sent = curator.post(f"{hook}/test", None).headers["Location"]
    batch = curator.post("/v1/batches", {"briefs": [{}]}).headers["Location"]
    names = {
        "batches": {"id": batch.rsplit("/", 1)[1]},
        "webhooks": {"id": hook.rsplit("/", 1)[1], "number": sent.rsplit("/", 1)[1]},
        "shortlists": {"id": shortlist.rsplit("/", 1)[1], "number": "1"},
        "editions": {"id": str(Edition.objects.earliest("pk").pk)},
        "partners": {"id": str(Partner.objects.earliest("pk").pk)},
        "sectors": {"spelling": "C182"},
        "imports": {"id": str(ImportRun.objects.create(dataset="own", file="list.csv").pk)},
    }
    blank = {"spelling": "44", "suffix": "csv", "partner": "1", "question": "lead_time"}
    blank["member"] = "1"
    return lambda path: blank | names.get(path.split("/")[2], {})
