"""Something of each kind that the desk shows, and the addresses of all its pages."""

import datetime as dt
from collections.abc import Iterator

from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from firms import api_keys, members
from firms.models import Firm, Role
from matcher.briefs.submit import submit
from matcher.models import DigestMessage, DigestSubscription
from matcher.shortlists import answering
from partners.models import Partner
from partners.registry.suggestions import ask_for_takedown
from priorities.editions import lifecycle
from priorities.importing.read_documents import submit_document
from priorities.models import Edition
from tests.desk.conftest import upload
from tests.priorities.admin_desk import rows_of
from webhooks.endpoints import registration


def fill_the_desk(user: User, client: Client) -> None:
    """Make what the pages show; the client is the user's."""
    firm = Firm.objects.create(name="Nordtuch GmbH")
    member = members.set_member(firm=firm, email="einkauf@nordtuch.example", role=Role.OWNER)
    api_keys.create_key(firm=firm, spec=api_keys.KeySpec(["read"], "Einkauf", member))
    spec = registration.EndpointSpec(url="https://hooks.nordtuch.example/ronghe")
    endpoint, _ = registration.create_endpoint(firm=firm, spec=spec)
    registration.send_test_event(endpoint=endpoint)
    shortlist = submit(firm=firm, asked={"seeking": "manufacturer", "sectors": ["C182"]})
    answering.answer_shortlist(shortlist.pk)
    digest = DigestSubscription.objects.create(
        shortlist=shortlist, member=member, rhythm="weekly", language="zh-Hans", hour=9, weekday=1,
        last_revision=0, next_due_at=dt.datetime(2031, 1, 20, tzinfo=dt.UTC),
    )  # fmt: skip
    DigestMessage.objects.create(
        subscription=digest,
        from_revision=0,
        to_revision=1,
        subject="\u9488\u7ec7\u670d\u88c5",
        text="",
        html="",
    )
    draft = lifecycle.open_draft(province="540000", by=user)
    draft = lifecycle.revise(
        draft=draft, rows=rows_of(draft)[1:], by=user, expected_version=draft.version
    )
    lifecycle.submit(draft=draft, by=user, expected_version=draft.version)
    lifecycle.open_draft(province="370000", by=user)
    submit_document(
        content="2031\u5e74\u91cd\u70b9\u5de5\u4f5c\n\u5927\u529b\u53d1\u5c55\u4f4e\u7a7a\u7ecf\u6d4e\u3002",
        kind="measure",
        province="540000",
        published=dt.date(2031, 1, 20),
        source="https://example.org/measures",
        title="Invented measures",
        by=user,
    )
    upload(client)
    ask_for_takedown(
        organisation="Panyu Test Knitting",
        partner=Partner.objects.earliest("pk").pk,
        kind="removal",
        wrong="\u505c\u4e1a",
        page="https://example.org/closed",
    )


def addresses() -> Iterator[str]:
    """The lists, the forms and one object of each model, and the pages beside them."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_add")
        for row in model._default_manager.order_by("-pk")[:2]:
            # What a deletion would take along is listed in the words of the framework.
            for page in ("change", "history"):
                yield reverse(f"admin:{name}_{page}", args=[row.pk])
    partner = Partner.objects.earliest("pk")
    for page in ("edit", "retire", "merge"):
        yield f"/admin/partners/partner/{partner.pk}/{page}/"
    yield "/admin/partners/importrun/upload/"
    yield "/admin/priorities/readdocument/read/"
    edition = Edition.objects.filter(state="draft").first()
    yield f"/admin/priorities/edition/{edition.pk}/import/"
