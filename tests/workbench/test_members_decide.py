"""Decisions and notes on the page of a shortlist: by role, by member, and as text."""

from matcher.models import Decision


def address(world):
    return f"/shortlists/{world.shortlist}/decisions/{world.partner}"


def test_a_decision_names_the_member_and_stands_beside_the_entry(analyst, world):
    analyst.press(address(world), decision="contacted", note="Called on Monday")
    row = Decision.objects.get()
    assert (row.decision, row.by_key) == ("contacted", "")
    assert row.by_member.role == "analyst"
    assert "Called on Monday" in analyst.page
    assert "contacted" in analyst.page


def test_a_rejection_needs_a_reason(analyst, world):
    analyst.press(address(world), decision="rejected")
    assert "A rejection needs a reason" in analyst.page
    assert analyst.status == 400
    assert not Decision.objects.exists()


def test_a_decision_is_taken_back(analyst, world):
    analyst.press(address(world), decision="won")
    analyst.press(address(world), decision="")
    assert Decision.objects.first().decision == "taken_back"
    assert "Called" not in analyst.page


def test_a_viewer_sees_decisions_and_makes_none(viewer, analyst, world):
    analyst.press(address(world), decision="interested", note="For spring")
    assert "For spring" in viewer.look(f"/shortlists/{world.shortlist}")
    assert "Decide" not in viewer.page
    viewer.press(address(world), decision="won")
    assert viewer.status == 403
    assert Decision.objects.count() == 1


def test_another_firm_decides_nothing_here(rival, world):
    rival.press(address(world), decision="won")
    assert rival.status == 404
    assert not Decision.objects.exists()


def test_entries_are_filtered_and_taken_away_as_shown(analyst, world):
    analyst.press(address(world), decision="won")
    everything = analyst.look(f"/shortlists/{world.shortlist}/export.csv")
    won = analyst.look(f"/shortlists/{world.shortlist}/export.csv?decision=won")
    assert len(everything.splitlines()) > len(won.splitlines()) == 2
    assert analyst.answer.headers["Content-Disposition"].startswith("attachment")
    assert "No entry passes" in analyst.look(f"/shortlists/{world.shortlist}?decision=lost")
