"""A dozen makers and a dozen providers, some of them both."""

from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset

CITIES = ("440100", "440300", "430100", "320500", "310000", None)
MADE = ("C182", "C181", "C391")
DONE = ("PS033", "PS011", "PS013", "PS02")


def open_market() -> None:
    save_dataset(
        dataset=DatasetRecord("own-list", "Own list", simulated=False, notice="A test's own list.")
    )
    makers = [_record(f"maker {n}", CITIES[n % 6], ("makes", MADE[n % 3])) for n in range(12)]
    providers = [
        _record(
            f"provider {n}",
            CITIES[n * 5 % 6],
            ("serves", DONE[n % 4]),
            *([("makes", "C182")] if n % 5 == 0 else []),
        )
        for n in range(12)
    ]
    register_records(records=makers + providers)


def _record(key: str, place: str | None, *offers: tuple[str, str]) -> PartnerRecord:
    return PartnerRecord(
        dataset="own-list",
        key=key,
        name_en=key,
        place=place,
        offerings=tuple(OfferingRecord(verb, sector) for verb, sector in offers),
    )
