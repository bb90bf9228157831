"""`make quality` reads judged words from a file, and says so where there is none."""

from quality import words

HEADER = "term,lang,kind,best,accept,note\n"


def test_each_question_counts_right_and_wrong_words(tmp_path):
    path = tmp_path / "words.csv"
    path.write_text(
        HEADER + "tyre,en,product,C291,C29,\nbrick,en,product,C291,,\nstuff,en,product,NONE,,\n",
        "utf-8",
    )
    found = {line.asked: line for line in words.lines(path)}
    assert (found["en: right at the first place"].held, found["en: exactly the best"].of) == (1, 2)
    assert found["en: not understood wrongly"].offenders == ("brick: C303, not C291",)
    assert found["en: without a sector, unknown"].held == 1


def test_a_missing_file_is_said_and_skipped(tmp_path):
    last = list(words.lines(tmp_path / "none.csv"))[-1]
    assert "skipped" in last.note
    assert not last.broken
