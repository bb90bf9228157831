"""The demo limits its keys, so that the headers of the rate limit are there to be seen."""

from config import environment
from config.demo import services


def test_each_process_of_the_demo_gets_a_rate_unless_one_is_set(monkeypatch, tmp_path):
    given = []
    monkeypatch.setattr(services, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(
        services, "start_supervised", lambda *_, environ, log: given.append(environ["RATE_LIMIT"])
    )
    monkeypatch.delenv("RATE_LIMIT", raising=False)
    services.Services(8000).__enter__()
    assert len(given) == 4
    monkeypatch.setenv("RATE_LIMIT", given[0])
    # What the settings accept: so many requests in a period.
    assert environment.load_environment().rate_limit == given[0]
    monkeypatch.setenv("RATE_LIMIT", "5/minute")
    services.Services(8000).__enter__()
    assert set(given[4:]) == {"5/minute"}
