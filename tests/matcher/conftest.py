"""The seeds' places, sectors and lists, curators at the desk, and an operator's own makers."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from firms.models import Firm
from partners.intake.reference_files import load_reference
from partners.models import Partner
from partners.registry import registration
from partners.registry.records import (
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)
from priorities.editions import lifecycle
from priorities.importing import seed_lists
from priorities.models import Edition
from priorities.queries import edition_rows
from tests.matcher.admin_desk import Desk
from tests.matcher.curators import staff
from tests.seeded import SEEDS, kept_for_a_module, load_all_partners

Make = Callable[..., Partner]


@pytest.fixture(scope="module")
def _reference(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, lambda: load_reference(SEEDS)):
        yield


@pytest.fixture(scope="module")
def _lists(_reference: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, lambda: seed_lists.load(SEEDS)):
        yield


@pytest.fixture(scope="module")
def _seeds(_lists: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, load_all_partners):
        yield


@pytest.fixture
def reference(_reference: None, db: None) -> None:
    """The seeds' places, sectors and demand."""


@pytest.fixture
def lists(_lists: None, reference: None) -> None:
    """The seeds' priority lists, on top of the reference data."""


@pytest.fixture
def seeds(_seeds: None, lists: None) -> None:
    """The whole of the seeds: the partners, too."""


@pytest.fixture
def editor(lists: None) -> Desk:
    """At the desk, one who drafts."""
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def approver(lists: None) -> Desk:
    """At the desk, one who may do both, and so must be kept from approving what is their own."""
    return Desk(staff("approver", "Editors", "Approvers"))


@pytest.fixture
def draft(editor: Desk) -> Edition:
    """A draft of Guangdong, to which the editor has added a priority, not through its form."""
    opened = lifecycle.open_draft(province="440000", by=editor.user)
    rows = edition_rows.drafts(opened)
    new = replace(rows[0], key="", title="Knitwear first", targets=("C182",), quote="A new page.")
    return lifecycle.revise(
        draft=opened, rows=[*rows, new], by=editor.user, expected_version=opened.version
    )


@pytest.fixture
def firm() -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def maker(reference: None) -> Make:
    """Register a maker of knitted garments in Guangzhou, or one that differs as told."""
    registration.save_dataset(
        dataset=DatasetRecord("own-list", "Own list", simulated=False, notice="A test's own list.")
    )

    def register(key: str, **differs: Any) -> Partner:
        facts: dict[str, Any] = {
            "place": "440100",
            "sector": "C182",
            "minimum_order": 100,
            "lead_time_days": 8,
        }
        facts |= differs
        least = facts["minimum_order"]
        registration.register_partners(
            records=[
                PartnerRecord(
                    dataset="own-list",
                    key=key,
                    name_en=f"Maker {key}",
                    place=facts["place"],
                    offerings=(OfferingRecord("makes", facts["sector"]),),
                    profile=ProfileRecord(
                        minimum_order=None if least is None else Decimal(least),
                        minimum_order_unit="" if least is None else "piece",
                        lead_time_days=facts["lead_time_days"],
                    ),
                    evidence=(
                        EvidenceRecord(
                            "organisation",
                            "declared",
                            f"Maker {key}",
                            "a test",
                            "high",
                            checked_on=dt.date(2026, 11, 1),
                        ),
                    ),
                )
            ]
        )
        return Partner.objects.get(dataset="own-list", key=key)

    return register


@pytest.fixture
def knitwear() -> dict[str, Any]:
    """The article's brief: knitted garments, 150 pieces, 10 days."""
    return {
        "title": "Knitwear",
        "seeking": "manufacturer",
        "sectors": ["knitted garments"],
        "order_quantity": 150,
        "order_unit": "pieces",
        "lead_time_days": 10,
    }
