"""Two imports, an undo and curators at once: nothing is lost, and nobody meets a deadlock."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from stdnum.cn import uscc

from partners.errors import AlreadyRetired
from partners.intake import running_import
from partners.intake.import_file import ImportRequest, import_file
from partners.intake.import_report import ImportReport
from partners.intake.import_undo import undo_import
from partners.intake.reference_files import load_reference
from partners.models import Partner, Profile, Record
from partners.registry import registration
from partners.registry.consolidation import consolidate
from partners.registry.editing import Grounds, change_partner
from partners.registry.load_records import load_records
from partners.registry.merging import merge_partner, unmerge_partner
from partners.registry.partner_history import partner_history
from tests.at_once import at_once
from tests.priorities.curators import curator
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db(transaction=True)
FIRMS = 16
_REASON = "a test"
_GROUNDS = Grounds(speaker="a test", source="a test")
List = Callable[..., ImportReport]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> List:
    """Import what a dataset says of the firms, in small chunks, which meet others more often."""
    load_reference(SEEDS)
    monkeypatch.setattr(running_import, "CHUNK", 8)
    monkeypatch.setattr(registration, "_CHUNK", 2)

    def imported(dataset: str, founded: int, firms: range = range(FIRMS)) -> ImportReport:
        path = tmp_path / f"{dataset}-{founded}.csv"
        rows = "".join(f"{n},Works {n} of Lane {n},{_code(n)},{founded}\n" for n in firms)
        path.write_text(f"id,name,uscc,founded\n{rows}", encoding="utf-8")
        return import_file(ImportRequest(path, dataset))

    return imported


@pytest.fixture
def curators(transactional_db: None) -> list[User]:
    return [curator(name, "curate") for name in ("one", "two")]


def _code(number: int) -> str:
    """A number that no other firm has, with the check digit of its kind."""
    start = f"91440101MA{number:07d}"
    return start + uscc.calc_check_digit(start)


def _ids() -> list[int]:
    return list(Partner.objects.order_by("pk").values_list("pk", flat=True))


def _edit(partner: int, phone: str, by: User) -> None:
    change_partner(
        partner=partner,
        change=lambda held: replace(held, phone=phone),
        grounds=_GROUNDS,
        by=by,
        reason=f"the number is {phone}",
    )


def _assert_partners_say_what_their_records_say() -> None:
    held = load_records(_ids())
    for row in Partner.objects.filter(pk__in=held):
        said = consolidate(held[row.pk])
        assert (row.name_en, row.phone, tuple(row.identifiers)) == (
            said.name_en, said.phone, said.identifiers,
        )  # fmt: skip
        assert row.datasets == sorted({one.dataset for one in held[row.pk]})
        profile = Profile.objects.filter(partner=row).first()
        assert (profile.founded if profile else None) == said.profile.founded


def test_two_imports_and_the_edits_of_a_curator_lose_nothing(bring, curators):
    bring("first", 1990)
    partners = _ids()

    def edit_all() -> None:
        for pk in partners:
            for phone in ("0571-87654321", "0571-12345678"):
                _edit(pk, phone, curators[0])

    again, second, _ = at_once(
        lambda: bring("first", 1991, range(FIRMS - 1, -1, -1)),
        lambda: bring("second", 1992, range(FIRMS - 1, -1, -1)),
        edit_all,
    )
    assert again.counts["updated"] == second.counts["attached"] == FIRMS
    assert _ids() == partners
    assert Record.objects.count() == 3 * FIRMS
    assert set(Partner.objects.values_list("phone", flat=True)) == {"0571-12345678"}
    _assert_partners_say_what_their_records_say()


def test_the_history_tells_each_change_that_was_made_at_once(bring, curators):
    bring("first", 1990)

    def edit_all() -> None:
        for pk in _ids():
            _edit(pk, "0571-12345678", curators[0])

    at_once(lambda: bring("first", 1991), lambda: bring("second", 1992), edit_all)
    for row in Partner.objects.all():
        told = [(one.record, one.added) for one in partner_history(row)]
        own = {str(one): one for one in row.records.all()}
        curated = next(name for name in own if name.startswith("curated/"))
        second = next(name for name in own if name.startswith("second/"))
        first = next(name for name in own if name.startswith("first/"))
        assert sorted(told) == sorted(
            [(curated, True), (second, True), (first, True), (first, False)]
        )


def test_partners_that_are_merged_while_two_lists_join_them_lose_no_record(bring, curators):
    bring("first", 1990)
    partners = _ids()
    pairs = list(zip(partners, reversed(partners), strict=True))[: FIRMS // 2]

    def merge_all(by: User) -> None:
        for low, high in pairs[by == curators[1] :: 2]:
            merge_partner(partner=high, into=low, by=by, reason=_REASON)
            unmerge_partner(partner=high, by=by, reason=_REASON)
            merge_partner(partner=low, into=high, by=by, reason=_REASON)

    second, third, *_ = at_once(
        lambda: bring("second", 1992, range(FIRMS - 1, -1, -1)),
        lambda: bring("third", 1993, range(FIRMS // 2, FIRMS)),
        lambda: merge_all(curators[0]),
        lambda: merge_all(curators[1]),
    )
    assert second.counts["attached"] == FIRMS
    assert third.counts["attached"] == FIRMS // 2
    assert Record.objects.count() == 2 * FIRMS + FIRMS // 2
    active = Partner.objects.active().values_list("pk", flat=True)
    assert sorted(active) == sorted(high for _, high in pairs)
    owners = Record.objects.filter(partner__in=active).order_by("key")
    assert len(set(owners.values_list("partner", "key"))) == FIRMS
    _assert_partners_say_what_their_records_say()


def test_an_import_that_is_undone_while_a_curator_edits_takes_back_nothing_else(bring, curators):
    bring("first", 1990, range(FIRMS // 2))
    run = bring("first", 1991).run
    old, new = _ids()[: FIRMS // 2], _ids()[FIRMS // 2 :]
    refused = []

    def edit_all() -> None:
        for pk in reversed((*old, *new)):
            try:
                _edit(pk, "0571-12345678", curators[0])
            except AlreadyRetired:
                refused.append(pk)

    at_once(lambda: undo_import(run), edit_all)
    assert set(refused) <= set(new)
    active = Partner.objects.active()
    assert set(active.values_list("pk", flat=True)) == {*old, *new} - set(refused)
    assert set(active.values_list("phone", flat=True)) == {"0571-12345678"}
    assert set(active.filter(pk__in=old).values_list("profile__founded", flat=True)) == {1990}
    _assert_partners_say_what_their_records_say()
