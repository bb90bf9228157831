"""A publication moves the shortlists that it touches, and says so; the others stay."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.clock import today
from matcher import loaded
from matcher.briefs import submit
from matcher.briefs.interpret import interpret_brief
from matcher.briefs.interpreted import dependencies_of
from matcher.index.loading.load_candidates import load_candidates
from matcher.index.segment import Segment
from matcher.loaded import current_basis
from matcher.models import Shortlist
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from matcher.scoring.wanted import Wanted
from matcher.shortlists import answering, rank_changes
from matcher.shortlists.surroundings import surroundings
from partners.registry.registration import register_records, save_dataset
from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.models import Edition
from tests.priorities.admin_desk import next_key
from tests.priorities.curators import curator
from tests.registered import key_of
from tests.scoring.factories import with_lists
from tests.seeded import load_public_record
from webhooks.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(lists):
    """Publish a new edition of a province with one priority more, for the targets."""
    editor, approver = curator("editor", "draft"), curator("approver", "approve")

    def through(province: str, *targets: str, **differs: Any) -> Edition:
        row = next(
            row
            for row in load_rows(Edition.objects.get(province="440000", number=1))
            if row.signal == "support" and row.targets and not row.places
        )
        draft = lifecycle.open_draft(province=province, by=editor)
        new = replace(
            row, key="", title_en="New", targets=targets, summary_en="New.", emphasis="headline"
        )
        rows = [*load_rows(draft), replace(new, **differs)]
        draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=draft.version)
        draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
        draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
        return lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)

    return through


@pytest.fixture
def makers(maker):
    return maker("guangzhou"), maker("hangzhou", place="330100"), maker("xian", place="610100")


@pytest.fixture
def shortlist(firm, lists, makers, knitwear) -> Shortlist:
    made = submit.submit(firm=firm, asked=knitwear)
    answering.answer_shortlist(made.pk)
    return made


@pytest.fixture
def new_key(lists) -> str:
    """The key that the first new priority of Guangdong gets."""
    return next_key("440000")


def stale(shortlist: Shortlist) -> bool:
    return answering.is_stale(shortlist)


def ranks(shortlist: Shortlist) -> list[str]:
    newest = shortlist.revisions.first()
    return [key_of(entry.partner) for entry in newest.entries.select_related("partner")]


def test_a_priority_for_what_is_sought_moves_the_shortlist_and_is_named(
    shortlist, publish, new_key
):
    assert ranks(shortlist) == ["hangzhou", "guangzhou", "xian"]
    publish("440000", "C182", stage="delivered")
    assert stale(shortlist)
    assert answering.sweep() == 1
    assert ranks(shortlist) == ["guangzhou", "hangzhou", "xian"]
    revision = shortlist.revisions.first()
    assert [(m["old_rank"], m["new_rank"], m["because"]) for m in revision.changes] == [
        (2, 1, [new_key]),
        (1, 2, [new_key]),
    ]
    told = Event.objects.get(type="shortlist.changed")
    assert told.data["changes"] == revision.changes
    assert told.firm == shortlist.brief.firm
    assert not stale(shortlist)


def test_a_priority_that_counts_in_part_is_named_too(
    firm, lists, maker, publish, knitwear, new_key
):
    """Xinjiang holds no list; apparel is all that is known of the maker in Guangzhou."""
    maker("wide", sector="C18"), maker("far", place="650100", sector="C18", lead_time_days=7)
    made = submit.submit(firm=firm, asked=knitwear)
    answering.answer_shortlist(made.pk)
    before = {key_of(entry.partner): entry.points for entry in made.revisions.first().entries.all()}
    publish("440000", "C182", stage="delivered")
    answering.sweep()
    newest = made.revisions.first()
    assert newest.number == 2
    wide = newest.entries.get(partner__records__key="wide")
    assert wide.points > before["wide"]
    policy = next(one for one in wide.detail["components"] if one["name"] == "policy")
    assert [one["code"] for one in policy["because"]] == ["policy.named_in_part"]
    assert policy["because"][0]["args"]["key"] == new_key
    assert rank_changes._cited(wide) == {new_key}


@pytest.mark.parametrize("targets", [("C36",), ("EI-AI",)])
def test_a_priority_for_something_else_touches_nothing(shortlist, publish, targets):
    publish("440000", *targets)
    assert not stale(shortlist)
    assert answering.sweep() == 0
    assert shortlist.revisions.count() == 1


def test_a_priority_for_a_service_moves_what_stands_around_the_makers_and_no_revision(
    shortlist, publish
):
    partners = {key_of(e.partner): e.partner_id for e in shortlist.revisions.first().entries.all()}
    here, far = partners["guangzhou"], partners["xian"]
    before = surroundings(partners.values())
    publish("440000", before[here][-1]["need"]["service"]["code"], signal="shortage")
    assert not stale(shortlist)
    after = surroundings(partners.values())
    values = {str(one["need"]): one["value"] for one in after[here]}
    assert values[str(before[here][-1]["need"])] > before[here][-1]["value"]
    assert after[far] == before[far]


def test_a_priority_elsewhere_touches_no_brief_that_looks_here(
    firm, lists, makers, publish, knitwear
):
    here = submit.submit(firm=firm, asked=knitwear | {"provinces": ["Guangzhou", "Zhejiang"]})
    answering.answer_shortlist(here.pk)
    publish("610000", "C182")
    assert not stale(here)
    publish("330000", "C18")
    assert stale(here)


def test_what_is_only_said_beside_the_entries_is_a_revision_and_no_event(shortlist, lists):
    editor, approver = curator("one", "draft"), curator("other", "approve")
    draft = lifecycle.open_draft(province="440000", by=editor)
    rows = [row for row in load_rows(draft) if row.key != "PP006"]  # law: scores nothing
    draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=draft.version)
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
    lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)
    answering.sweep()
    assert [revision.changes for revision in shortlist.revisions.all()] == [[], []]
    assert not Event.objects.filter(type="shortlist.changed").exists()


def test_a_new_first_list_touches_all_of_its_province(shortlist, publish):
    publish("820000", "C36")
    assert stale(shortlist)
    assert answering.sweep() == 1
    # Nobody in it is in Macao: no rank moves. The reasons count one province more.
    assert [revision.changes for revision in shortlist.revisions.all()] == [[], []]
    assert not Event.objects.filter(type="shortlist.changed").exists()
    assert not stale(shortlist)


def test_a_service_brief_is_touched_by_the_provinces_of_its_providers(
    firm, lists, publish, new_key
):
    load_public_record()
    brief = {
        "seeking": "service_provider",
        "services": ["PS033"],
        "client": {"place": "Guangzhou"},
    }
    made = submit.submit(firm=firm, asked=brief)
    answering.answer_shortlist(made.pk)
    publish("330000", "PS041")
    assert not stale(made)
    publish("440000", "PS03")
    assert stale(made)
    answering.sweep()
    moved = made.revisions.first()
    assert moved.number == 2
    assert moved.changes  # the same order, by more points
    assert all(one["old_rank"] == one["new_rank"] for one in moved.changes)
    assert all(one["because"] == [new_key] for one in moved.changes)


def test_a_priority_that_ends_stops_counting_on_its_day_without_a_publication(
    shortlist, publish, monkeypatch, new_key
):
    last_day = today()
    publish("440000", "C182", stage="delivered", effective_to=last_day)
    answering.sweep()
    assert ranks(shortlist)[0] == "guangzhou"
    for module in ("loaded", "shortlists.answering"):
        monkeypatch.setattr(f"matcher.{module}.today", lambda: last_day + dt.timedelta(days=1))
    assert stale(shortlist)
    answering.sweep()
    assert ranks(shortlist)[0] == "hangzhou"
    assert shortlist.revisions.first().changes[0]["because"] == [new_key]


def test_partners_of_another_dataset_touch_nothing(shortlist):
    from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord

    save_dataset(dataset=DatasetRecord("other", "Other", True, "Simulated."))
    register_records(
        records=[
            PartnerRecord("other", "x", name_en="X", offerings=(OfferingRecord("makes", "C182"),))
        ]
    )
    assert not stale(shortlist)


def test_the_watch_is_never_narrower_than_what_a_priority_can_move(lists, makers, knitwear):
    """Each kind of seeded priority that moves an entry, where makers are and where none is."""
    reference, segments = loaded.load(current_basis())
    read = {
        sector: interpret_brief(knitwear | {"sectors": [sector]}, reference, loaded.names())
        for sector in ("C182", "C18", "C361", "EI-NEV", "EI-AITERM", "EI-ROBOT")
    }
    wanted = {sector: one.wanted for sector, one in read.items()}
    whole = said(reference, segments, wanted)
    watched = {sector: set(dependencies_of(one).sectors) for sector, one in read.items()}
    for province in ("440000", "330000", "610000", "650000"):
        edition = reference.lists.editions[province]
        # Three whole reports are many rows: one row of each kind, for each of what it names.
        kinds = {(row.targets, row.signal, row.places): row for row in edition.priorities}
        for row in kinds.values():
            less = replace(edition, priorities=tuple(r for r in edition.priorities if r != row))
            without = with_lists(reference, {**reference.lists.editions, province: less})
            for sector, now in said(without, segments, wanted).items():
                if now != whole[sector]:
                    assert not row.targets or watched[sector] & set(row.targets), row.key


def said(
    reference: ReferenceData, segments: Sequence[Segment], wanted: Mapping[str, Wanted]
) -> dict[str, Any]:
    """By sector, the entries: who stands around them is computed where it is asked for."""
    ranked = {
        sector: ranking.rank(
            compile_brief(reference, one),
            segments,
            load_candidates,
            count_coverage(reference, segments, one.datasets),
        )
        for sector, one in wanted.items()
    }
    return {sector: one.entries for sector, one in ranked.items()}
