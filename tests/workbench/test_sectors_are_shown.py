"""Sectors: a tree, what a word means, and what stands around each."""

from matcher.matches import generations
from partners.models import Sector
from tests.workbench.published_lists import changed, publish


def test_the_tree_holds_every_sector(owner, lists):
    page = owner.look("/sectors")
    for code in Sector.objects.values_list("code", flat=True):
        assert f'href="/sectors/{code}"' in page


def test_a_word_leads_to_its_sector(owner, lists):
    page = owner.look("/sectors?q=针织")
    assert 'href="/sectors/C182"' in page
    assert "No sector is known by this word" in owner.look("/sectors?q=zzzzqq")


def test_a_sector_tells_who_puts_it_first_and_who_makes_it_where(owner, lists):
    owner.look("/sectors/C182")
    assert "1 of the 1 provinces with a list name it." in owner.text
    makers = owner.text[owner.text.index("Makers by place") :]
    assert "Guangdong 2 Jiangsu 1" in makers
    assert "Times the average" in owner.text
    assert "1.54" in owner.text


def test_a_service_tells_who_uses_it(owner, lists):
    owner.look("/sectors/PS033")
    used = owner.text[owner.text.index("Who uses it more than others") :]
    assert "Manufacture of textile wearing apparel 1.54 3" in used
    assert "The place of 1 more is not known." in used or "No partner documents it." in used


def test_no_match_is_computed_for_a_page(owner, lists, monkeypatch):
    monkeypatch.setattr("matcher.matches.province_matches.compute_pairs", None)
    assert "No matches of this sector are stored" in owner.look("/sectors/C18")


def test_stored_matches_are_shown_and_old_ones_say_so(owner, lists):
    generation = generations.start_generation(simulated=False)
    generations.compute_pending_shards()
    owner.look("/sectors/C18")
    matches = owner.text[owner.text.index("Strongest matches") :]
    assert f"Stored generation {generation.number}" in matches
    assert "Maker a Guangzhou A platform" in matches
    assert "older than the data" not in matches
    publish(changed("PP1", stage="delivered", summary_en="Opened."))
    assert "older than the data" in owner.look("/sectors/C18")
    # Of a group of sectors none are kept.
    assert "No matches of this sector are stored" in owner.look("/sectors/C182")


def test_a_sector_that_is_none_has_no_page(owner, lists):
    owner.look("/sectors/C99")
    assert owner.status == 404
