"""What every test may use. Tests of one floor keep their own beside them."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from rest_framework.throttling import SimpleRateThrottle
from whitenoise.middleware import WhiteNoiseMiddleware

from core.transactions import allow_idle
from matcher import loaded
from matcher.matches import match_context
from partners.intake.reference_files import load_reference
from partners.models import Partner
from partners.registry.records import (
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)
from partners.registry.registration import register_records, save_dataset
from priorities.importing.seed_lists import load_seed_lists
from tests.loaded_once import LoadedOnce
from tests.migrated_once import migrated_once
from tests.registered import partner_of
from tests.seeded import SEEDS, kept_for_a_module, load_all_partners, restore_counters
from webhooks import event_types

Make = Callable[..., Partner]

# How quickly a machine makes examples is no property of the code.
settings.register_profile("suite", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[ExitStack]:
    """Where pytest-django changes the settings of the database that it is about to make."""
    with ExitStack() as made:
        made.enter_context(migrated_once())
        yield made


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: ExitStack, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The database is made: other processes may make theirs. Tests go no further in any other."""
    django_db_modify_db_settings.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        if (found := cursor.fetchone()) != (connection.settings_dict["NAME"],):
            pytest.exit(f"the tests would write into {found}", returncode=3)


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> Iterator[None]:
    """Each test client has middleware of its own, which lists the packages' files anew."""
    listed: dict[str, Any] = {}
    list_them = WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not listed:
            list_them(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process keeps columns under their number; a test's database goes back to old numbers.
    Event types that a test declares would stand in documents and on pages of all later ones, and
    the language of its last request would be theirs.
    """
    translation.deactivate()
    monkeypatch.setattr(event_types, "_declared", dict(event_types._declared))
    loaded.forget()
    match_context.forget_contexts()
    yield
    loaded.forget()
    match_context.forget_contexts()


@pytest.fixture(autouse=True)
def no_rate_window_ends_in_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates are counted from one full minute, hour or day to the next, and a test that counts to
    its limit may see two. Here the clock of rates stands, in each test at a day of its own.
    """
    midnight = time.time_ns() * 24 * 60 * 60
    monkeypatch.setattr(SimpleRateThrottle, "timer", staticmethod(lambda: midnight))


@pytest.fixture(scope="session", autouse=True)
def counters_outlive_a_flush() -> Iterator[None]:
    """A test that commits is cleaned up by emptying every table; the counters' rows come back."""
    empty_all = TransactionTestCase._fixture_teardown

    def and_restore(test: TransactionTestCase) -> None:
        empty_all(test)
        restore_counters()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", and_restore)
        yield


@pytest.fixture
def admin_user(db: None) -> User:
    """Who pytest-django's `admin_client` logs in, by force: no password is typed, none hashed."""
    return User.objects.create_superuser("admin")


_REFERENCE = LoadedOnce(lambda: load_reference(SEEDS))
_LISTS = LoadedOnce(lambda: load_seed_lists(SEEDS))
_ALL_PARTNERS = LoadedOnce(load_all_partners)


@pytest.fixture(scope="module")
def _reference(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, _REFERENCE):
        yield


@pytest.fixture(scope="module")
def _lists(_reference: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, _LISTS):
        yield


@pytest.fixture(scope="module")
def _seeds(_lists: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_a_module(django_db_blocker, _ALL_PARTNERS):
        yield


@pytest.fixture
def reference(_reference: None, db: None) -> None:
    """The seeds' places, sectors and demand."""
    # The transaction of a test is open while the test computes, on busy machines for minutes.
    allow_idle(600)


@pytest.fixture
def lists(_lists: None, reference: None) -> None:
    """The seeds' priority lists, on top of the reference data."""


@pytest.fixture
def seeds(_seeds: None, lists: None) -> None:
    """The whole of the seeds: the partners, too."""


@pytest.fixture
def maker(reference: None) -> Make:
    """Register a maker of knitted garments in Guangzhou, or one that differs as told."""
    save_dataset(
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
        register_records(
            records=[
                PartnerRecord(
                    dataset="own-list",
                    key=key,
                    name_en=f"Maker {key}",
                    place=facts["place"],
                    offerings=(
                        OfferingRecord(
                            "makes", facts["sector"], products=facts.get("products", ())
                        ),
                    ),
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
        return partner_of(key)

    return register
