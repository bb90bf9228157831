"""A brief is compiled once: where it is submitted, where it is answered, where it is ranked."""

import pytest

from matcher.briefs import interpret
from matcher.models import Shortlist
from matcher.scoring import coverage
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.shortlists import answering


@pytest.fixture
def compiled(monkeypatch) -> list[CompiledBrief]:
    """Every compiled brief that was made, wherever that was."""
    made, plain = [], CompiledBrief.__init__

    def counted(self, *args: object, **kwargs: object):
        made.append(self)
        plain(self, *args, **kwargs)

    monkeypatch.setattr(CompiledBrief, "__init__", counted)
    assert interpret.compile_brief is compile_brief
    return made


@pytest.fixture
def counted(monkeypatch) -> list[coverage.Coverage]:
    """Every coverage that was counted or looked at."""
    made, plain = [], coverage.Coverage.__init__

    def count(self, *args: object, **kwargs: object):
        made.append(self)
        plain(self, *args, **kwargs)

    monkeypatch.setattr(coverage.Coverage, "__init__", count)
    return made


def test_a_submitted_brief_is_compiled_once_and_no_coverage_counted(
    call, knitwear, compiled, counted
):
    assert call.post("/v1/shortlists", knitwear).status_code == 202
    assert (len(compiled), counted) == (1, [])


def test_an_answered_brief_is_compiled_once(call, knitwear, compiled):
    call.post("/v1/shortlists", knitwear)
    compiled.clear()
    assert answering.answer_shortlist(Shortlist.objects.get().pk) is not None
    assert len(compiled) == 1


def test_a_brief_that_is_ranked_at_once_is_compiled_once(call, knitwear, compiled):
    assert call.post("/v1/rank", knitwear).status_code == 200
    assert len(compiled) == 1
