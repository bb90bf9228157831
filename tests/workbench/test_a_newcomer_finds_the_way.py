"""What a newcomer looks for on a page is there, or the page says where it is."""

import re

from matcher.shortlists import answering
from pages.presenters.stacked_bar import LABELS
from tests.workbench.conftest import PASSWORD, Visitor, enter


def test_a_name_on_a_shortlist_leads_to_what_is_on_record(analyst, world):
    analyst.look(f"/shortlists/{world.shortlist}")
    assert f'<a href="/partners/{world.partner}">' in analyst.page
    analyst.look(f"/shortlists/{world.shortlist}/decisions/{world.partner}")
    assert f'<a href="/partners/{world.partner}">' in analyst.page


def test_a_stranger_with_a_link_is_led_to_no_page_of_members(nobody, world):
    nobody.look(f"/shared/{world.link}")
    assert nobody.status == 200
    assert "/partners/" not in nobody.page


def test_the_colours_of_the_bars_are_explained(analyst, world):
    page = analyst.look(f"/shortlists/{world.shortlist}")
    keys = page.partition('class="small quiet keys"')[2].partition("</p>")[0]
    assert len(re.findall(r"key k-\w+", keys)) == len(LABELS)
    assert "Point at a bar" in keys


def test_a_component_of_which_nothing_is_known_says_so(analyst, world):
    assert "<dd></dd>" not in analyst.look(f"/shortlists/{world.shortlist}")


def test_one_revision_is_not_compared_with_itself(analyst, world):
    analyst.look(f"/shortlists/{world.shortlist}/revisions")
    assert "One revision so far" in analyst.page
    assert 'name="from"' not in analyst.page


def test_news_lead_to_the_list_of_the_province(analyst, world, lists):
    news = analyst.look("/").partition('class="news"')[2]
    assert 'href="/provinces/' in news.partition("</h3>")[0]


def test_the_log_in_speaks_of_logging_in(firm):
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    visitor = Visitor()
    visitor.press("/accounts/login", login="ada@nordtuch.example", password=PASSWORD)
    assert "You are logged in as ada@nordtuch.example." in visitor.page


def test_a_long_need_is_cut_between_words_in_the_title(analyst):
    need = "injection moulded housings for hearing aids, 20,000 a year, medical grade, ISO 13485"
    analyst.look(f"/briefs/new?text={need}")
    title = analyst.page.partition('name="title"')[2].partition('value="')[2].partition('"')[0]
    assert title.endswith("medical grade, ISO…")


def test_what_was_typed_stays_when_a_brief_is_refused(analyst, lists):
    analyst.press("/briefs/new", text="purple unicorn dust", seeking="manufacturer")
    assert analyst.status == 422
    assert ">purple unicorn dust</textarea>" in analyst.page


def test_a_list_without_anybody_leads_to_its_brief(analyst, call, knitwear):
    asked = knitwear | {"certifications": ["ISO 13485"], "require": ["certifications"]}
    answer = call.post("/v1/shortlists", asked)
    pk = answer.headers["Location"].rsplit("/", 1)[1]
    answering.answer_shortlist(pk)
    analyst.look(f"/shortlists/{pk}")
    assert "Nobody on record meets this brief." in analyst.page
    assert f'class="button" href="/shortlists/{pk}/brief"' in analyst.page
