"""Where the seeds are, and a record that is right for tests to make wrong."""

from datetime import date
from decimal import Decimal

from partners.registry.records import (
    CertificateRecord,
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)

DATASET = DatasetRecord("own", "Own list", simulated=False, notice="From our own files")

KNITTER = PartnerRecord(
    dataset="own",
    key="knitter",
    name_en="Knitter",
    name_zh="针织厂",
    form="company",
    place="440100",
    aliases=("Old Knitter",),
    offerings=(
        OfferingRecord("makes", "C182", products=("knitted t-shirts",), hs=("610910",)),
        OfferingRecord("serves", "PS011", for_sectors=("C18", "C17")),
    ),
    profile=ProfileRecord(
        minimum_order=Decimal(150),
        minimum_order_unit="piece",
        lead_time_days=10,
        markets=("EU", "DE"),
        languages=("zh", "en"),
    ),
    certificates=(CertificateRecord("GOTS", valid_until=date(2027, 5, 1)),),
    evidence=(EvidenceRecord("minimum_order", "declared", "Knitter", "catalogue", "medium"),),
)
