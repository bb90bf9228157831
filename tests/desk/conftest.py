"""Curators before the partners' pages, and records to look at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partners.intake import import_jobs
from partners.models import ImportRun, Partner, PossibleDuplicate
from partners.registry import registration
from partners.registry.duplicates import Suspicion, suspect
from partners.registry.records import PartnerRecord
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.curators import staff

LIST = (
    "名称,city,main products,Contact person\n"
    "佛山测试家具有限公司,佛山,家具,Li\n"
    "中山测试灯具有限公司,Nowhere at all,灯具,Wang\n"
)


@pytest.fixture
def editor(db: None) -> Client:
    client = Client()
    client.force_login(staff("editor", "Editors"))
    return client


@pytest.fixture
def viewer(db: None) -> Client:
    client = Client()
    client.force_login(staff("viewer", "Approvers"))
    return client


@pytest.fixture
def registered(reference: None) -> Callable[..., Partner]:
    """Register the knitter, or a record that differs from it as told."""
    registration.save_dataset(dataset=DATASET)

    def register(key: str = "knitter", **differs: Any) -> Partner:
        record: PartnerRecord = replace(KNITTER, key=key, **differs)
        registration.register_records(records=[record])
        return Partner.objects.get(records__key=key)

    return register


@pytest.fixture
def pair(registered: Callable[..., Partner]) -> PossibleDuplicate:
    """Two partners that may be one, in the queue."""
    first = registered()
    registered("knitting", name_zh="广州针织厂", place="440300")
    suspect([Suspicion("own", "knitting", first.pk, 0.81, "one name is short for the other")])
    return PossibleDuplicate.objects.get()


def upload(client: Client, text: str = LIST, **differs: Any) -> ImportRun:
    """Try a list out as the upload form does, and let the worker run it."""
    file = SimpleUploadedFile("list.csv", text.encode(), content_type="text/csv")
    given = {"file": file, "dataset": "fair", "notice": "From a fair", "map": ""} | differs
    client.post("/admin/partners/importrun/upload/", given)
    import_jobs.run_pending_imports()
    return ImportRun.objects.latest("pk")


def page_of(client: Client, path: str, **query: Any) -> str:
    answer = client.get(f"/admin/partners/{path}", query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
