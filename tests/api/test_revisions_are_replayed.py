"""A stored answer is computed again from what it rested on: identical, told where not, or refused
with the reason where the inputs are gone.
"""

import pytest
from django.db import transaction

from core import counters
from matcher import loaded
from matcher.models import Entry, IndexFile, Revision
from matcher.shortlists import answering
from partners.models import PartnersChange
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.desk import added, without


@pytest.fixture
def replay(call, shortlist):
    def of(number: int = 1):
        return call.get(f"{shortlist}/revisions/{number}/replay").json()

    return of


def refused(found, reason):
    assert (found["replayable"], found["identical"], found["reason"]) == (False, None, reason)
    assert (found["entries"], found["differences"], found["extent"]) == (0, [], None)
    assert found["text"]["en"]
    assert not found["text"]["zh"].isascii()
    return True


def test_an_answer_is_identical_in_whole(replay):
    found = replay()
    assert (found["replayable"], found["extent"], found["identical"]) == (True, "whole", True)
    assert (found["entries"], found["differences"], found["parts"]) == (3, [], [])
    assert found["reason"] is None
    assert found["text"]["en"].endswith("3 entries.")


def test_each_revision_rests_on_the_lists_of_its_policy_number(replay, desk, call, shortlist):
    desk.publish(lambda rows: added(targets=["PS02"])(rows)[1:])
    answering.sweep()
    desk.withdraw(desk.publish(without("PP2")), reason="Not the province's.")
    answering.sweep()
    numbers = [one["number"] for one in call.get(f"{shortlist}/revisions").json()["results"]]
    assert len(numbers) >= 2
    for number in numbers:
        found = replay(number)
        assert (found["extent"], found["identical"]) == ("whole", True)


def test_an_edited_brief_does_not_disturb_the_answer_before(replay, call, shortlist, knitwear):
    call.put(shortlist, {**knitwear, "order_quantity": 500, "limit": 2})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    assert [replay(number)["identical"] for number in (1, 2)] == [True, True]
    assert [replay(number)["entries"] for number in (1, 2)] == [3, 2]


def test_what_is_not_the_same_is_told_where(replay):
    entry = Entry.objects.get(rank=2)
    entry.points += 1
    entry.detail["known"] = 1
    entry.save()
    Revision.objects.update(weights={"fit": 256})
    found = replay()
    assert (found["identical"], found["parts"]) == (False, ["weights"])
    (one,) = found["differences"]
    assert (one["rank"], one["fields"]) == (2, ["points", "known"])
    assert one["stored"]["points"] == one["computed"]["points"] + 1
    assert "1 entries differ" in found["text"]["en"]


def test_an_entry_that_is_missing_is_told(replay):
    Entry.objects.filter(rank=3).delete()
    (one,) = replay()["differences"]
    assert (one["rank"], one["stored"], one["fields"]) == (3, None, ["rank"])


def test_partners_that_changed_and_are_kept_nowhere_are_not_guessed(replay, settings):
    settings.INDEX_DIR = ""
    register_records(records=[maker("own-list", "b", least=50)])
    assert refused(replay(), "partners_changed")


def test_partners_of_other_datasets_do_not_matter(replay, settings):
    settings.INDEX_DIR = ""
    register_records(records=[maker("demonstration", "e")])
    found = replay()
    assert (found["extent"], found["identical"]) == ("whole", True)


def test_ranks_and_points_come_from_the_file_where_records_have_changed(replay, settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    loaded.write_columns()
    register_records(records=[maker("own-list", "b", least=50), maker("own-list", "new")])
    found = replay()
    assert (found["extent"], found["identical"], found["entries"]) == ("points", True, 3)
    Entry.objects.filter(rank=1).update(points=5)
    (one,) = replay()["differences"]
    assert (one["rank"], one["fields"]) == (1, ["points"])


def test_a_file_that_is_gone_or_later_serves_no_replay(replay, settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    loaded.write_columns()
    register_records(records=[maker("own-list", "b", least=50)])
    for file in tmp_path.iterdir():
        file.unlink()
    assert refused(replay(), "partners_changed")
    IndexFile.objects.all().delete()
    loaded.write_columns()
    assert refused(replay(), "partners_changed")


def test_another_model_is_not_taken_for_the_one_of_then(replay):
    Revision.objects.update(model="ronghe-1")
    assert refused(replay(), "other_model")


def test_a_brief_that_was_not_kept_is_not_guessed(replay, call, shortlist, knitwear):
    Revision.objects.update(asked=None)
    assert replay()["identical"] is True
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    assert refused(replay(), "brief_not_kept")


def test_places_and_sectors_that_changed_are_not_guessed(replay):
    with transaction.atomic():
        PartnersChange.objects.create(number=counters.take("partners"), dataset=None)
    assert refused(replay(), "places_changed")


def test_a_replay_stores_nothing(replay, call, shortlist):
    before = call.get(shortlist).headers["ETag"]
    replay()
    assert call.get(shortlist).headers["ETag"] == before
    assert Revision.objects.count() == 1


def test_a_revision_that_never_was_has_no_replay(call, shortlist):
    assert call.get(f"{shortlist}/revisions/9/replay").status_code == 404
