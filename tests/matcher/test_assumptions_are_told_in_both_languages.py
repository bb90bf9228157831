"""What a brief left open, and what was assumed, is told in English and in Chinese."""

import re

import pytest

from matcher.sentences import PHRASES, sentence

pytestmark = pytest.mark.django_db
CODES = {code for code in PHRASES if code.startswith("assumed.")}


@pytest.fixture
def assumed(understand):
    """What is assumed of a brief, as (code, English, Chinese)."""

    def find(brief):
        found = understand(brief)
        reasons = [one.as_json() for one in found.assumed]
        told = [(one["code"], sentence(one, "en"), sentence(one, "zh")) for one in reasons]
        assert [english for _, english, _ in told] == found.as_json()["assumed"]
        return told

    return find


BRIEFS = (
    {"products": ["6109.10"], "certifications": ["Oeko-Tex", "Nordic Swan"], "order_quantity": 5},
    {"sectors": ["air fryers"], "provinces": ["番禺区"]},
    {"sectors": ["mixer"]},
    {"services": ["customs clearance"], "client": {"sector": "mixer"}},
    {"services": ["PS033"], "client": {"sector": "air fryers", "place": "Yiwu"}},
)


def test_every_assumption_is_told_in_chinese_without_english_words(assumed):
    told = [one for brief in BRIEFS for one in assumed(brief)]
    assert {code for code, *_ in told} == CODES
    for _, english, chinese in told:
        assert not re.search("[一-鿿]", english.replace("番禺区", ""))
        assert re.search("[一-鿿]", chinese)
        # But what was typed, names of certificates and codes.
        asked = r"air fryers|mixer|customs clearance|Oeko-Tex|Nordic Swan|OEKO-TEX STANDARD 100"
        assert not re.search("[a-z]{2}", re.sub(asked, "", chinese))


def test_a_town_and_its_prefecture_have_their_chinese_names(assumed, knitwear):
    (told,) = assumed(knitwear | {"provinces": ["Panyu"]})
    assert told[2] == "番禺区按其所在的广州市（440100）计"
