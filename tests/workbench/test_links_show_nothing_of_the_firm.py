"""A link shows the entries to whoever has it: no decision, no note, no name of the firm."""

import re

from firms.membership.authors import Author
from firms.models import Member
from matcher import loaded
from matcher.shortlists import answering
from matcher.statements.answers import Told, record_answers
from partners.models import Partner


def made_by(analyst, world):
    page = analyst.press(f"/shortlists/{world.shortlist}/links", name="For the bank")
    return re.search(r"/shared/rhs_[0-9a-f]{12}_[\w-]{43}", page)[0]


def test_a_stranger_reads_the_entries_and_nothing_else(analyst, nobody, world):
    decision = f"/shortlists/{world.shortlist}/decisions/{world.partner}"
    analyst.press(decision, decision="contacted", note="Our secret")
    path = made_by(analyst, world)
    page = nobody.look(path)
    assert nobody.status == 200
    assert "Maker a" in page
    for own in ("Our secret", "contacted", "Nordtuch", "Knitwear", "Decide", "For the bank"):
        assert own not in nobody.text
    assert nobody.answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in nobody.answer.headers["X-Robots-Tag"]


def test_what_a_partner_told_the_firm_is_not_shown(analyst, nobody, world):
    partner = Partner.objects.get(name_en="Maker c")
    told = Told({"minimum_order": {"amount": 77, "unit": "piece"}})
    by = Author.of_member(Member.objects.get())
    record_answers(partner=partner, told=told, by=by, names=loaded.names())
    answering.answer_shortlist(world.shortlist)
    assert "77" in analyst.look(f"/shortlists/{world.shortlist}")
    nobody.look(made_by(analyst, world))
    assert "77 pieces" not in nobody.text
    assert "declared to you" not in nobody.text


def test_the_address_is_shown_once_and_ends_when_it_is_ended(analyst, nobody, world):
    path = made_by(analyst, world)
    page = analyst.look(f"/shortlists/{world.shortlist}/links")
    assert path not in page
    analyst.press(re.search(r'action="(/shortlists/[^"]+/end)"', page)[1])
    nobody.look(path)
    assert nobody.status == 404
    # Its reader belongs to no firm, and is told what to do.
    assert "Ask whoever sent it" in nobody.text
    assert nobody.answer.headers["Referrer-Policy"] == "no-referrer"
    ended = nobody.page
    assert nobody.look(path[:-1]) == ended


def test_a_viewer_makes_no_link(viewer, world):
    viewer.press(f"/shortlists/{world.shortlist}/links", name="x")
    assert viewer.status == 403
