"""A process that lives through many changes of partners keeps the places and sectors of few."""

import gc
import weakref

from matcher.briefs.sentence.read_sentence import read_sentence
from matcher.reference.reference_data import build_reference_data
from matcher.scoring.wanted import fit_levels
from tests.scoring.factories import ATLAS, TAXONOMY
from tests.sentences.world import SmallLexicon, names

CHANGES = 6


def test_places_in_which_a_sentence_found_a_name():
    old = []
    for _ in range(CHANGES):
        places = names.__wrapped__()
        read = read_sentence("500 scissors from Guangdong", places, SmallLexicon())
        assert read.brief["provinces"] == ["440000"]
        old.append(weakref.ref(places.places))
        del places
    gc.collect()
    # Those of the newest change, and of the one before it.
    assert len([one for one in old if one() is not None]) <= 2


def test_sectors_of_which_a_brief_needed_one():
    old = []
    for _ in range(CHANGES):
        sectors = build_reference_data(ATLAS, TAXONOMY).sectors
        assert fit_levels(sectors, 0) is fit_levels(sectors, 0)
        old.append(weakref.ref(sectors))
        del sectors
    gc.collect()
    assert [one for one in old if one() is not None] == []
