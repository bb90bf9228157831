"""What was typed is continued by terms of either language, best first."""

from partners.lexicon import shared_lexicon


def test_terms_continue_what_was_typed():
    found = shared_lexicon().complete("air f", 5)
    assert "air fryer" in [one.term for one in found]
    assert len(found) <= 5


def test_traditional_characters_are_continued_too():
    assert {one.code for one in shared_lexicon().complete("輪胎", 3)} >= {"C291"}


def test_only_terms_of_the_kinds_asked_for_are_given():
    codes = [one.code for one in shared_lexicon().complete("test", 20, kinds=("service",))]
    assert codes
    assert all(code.startswith("PS") for code in codes)


def test_nothing_typed_gives_nothing():
    assert shared_lexicon().complete("  ", 5) == []
