"""Whatever JSON is sent, the answer is an answer or a refusal, never a fault of ours."""

import json

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 300)
WORDS = st.sampled_from(("C182", "PS033", "Guangdong", "61", "½", "٣٣٣٣", "", " ", "markets"))
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=20) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


def listed(*words: str):
    return st.lists(st.sampled_from(words), min_size=1, max_size=3)


COMPONENTS = ("fit", "policy", "operations", "assurance", "ecosystem", "trust")
AMOUNTS = st.integers(1, 10**12) | st.decimals("0.001", 10**6, places=3).map(float)
RIGHT = {
    "title": st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
    "products": listed("t-shirt", "针织", "6109", "6109.10"),
    "provinces": listed("Guangdong", "GBA", "320500", "陕西"),
    "order_quantity": AMOUNTS,
    "lead_time_days": st.integers(1, 3650),
    "certifications": listed("ISO 9001", "CE"),
    "languages": listed("de", "Chinese", "英语"),
    "markets": listed("EU", "Germany", "美国"),
    "require": listed("provinces", "products", "order_quantity", "markets"),
    "weights": st.dictionaries(st.sampled_from(COMPONENTS), st.integers(0, 30), max_size=3),
    "datasets": st.sampled_from(([], ["own-list"], ["demonstration"])),
    "limit": st.integers(1, 200),
}
MAKERS = st.fixed_dictionaries(
    {"seeking": st.just("manufacturer"), "sectors": listed("C18", "C182", "knitwear", "EI-NEV")},
    optional={**RIGHT, "order_quantity": AMOUNTS, "exclude": st.just([])},
)
PROVIDERS = st.fixed_dictionaries(
    {"seeking": st.just("service_provider"), "services": listed("PS03", "PS033")},
    optional={
        **RIGHT,
        "client": st.fixed_dictionaries(
            {}, optional={"sector": st.just("C18"), "place": st.just("Guangzhou")}
        ),
    },
)
BRIEFS = MAKERS | PROVIDERS
FIELDS = st.sampled_from((*RIGHT, "seeking", "sectors", "services", "client", "exclude", "x"))
SPOILT = st.builds(lambda brief, name, value: {**brief, name: value}, BRIEFS, FIELDS, JSON)


@pytest.mark.usefixtures("lists")
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(body=BRIEFS | SPOILT | JSON)
def test_no_json_breaks_the_ranking(call, body):
    status = call.post("/v1/rank", json.dumps(body)).status_code
    event(f"answered {status}")
    assert status in (200, 400)
