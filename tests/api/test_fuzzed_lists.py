"""Whatever JSON is sent for a list, it is kept or refused with a pointer: nothing breaks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from priorities.models import Edition, Priority
from tests.api.desk import address

TEXT = st.text(max_size=12) | st.sampled_from(["", " ", "PP1", "2026-02-24", "x" * 300, "C18"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)
NAMES = [field.name for field in Priority._meta.get_fields()] + [
    "document_year", "published_on", "document_precision", "x",
]  # fmt: skip
CHANGES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=CHANGES, coverage=st.none() | VALUES)
def test_no_json_breaks_a_list(desk, changes, coverage):
    open_now = Edition.objects.open().first()
    draft = desk.editor.get(f"/v1/editions/{open_now.pk}") if open_now else desk.open()
    first, *others = draft.json()["priorities"]
    body = {"priorities": [{**first, **changes}, *others]}
    if coverage is not None:
        body["coverage"] = coverage
    response = desk.editor.patch(address(draft), body, If_Match=draft.headers["ETag"])
    assert response.status_code in (200, 400)
    if response.status_code == 400:
        assert all("pointer" in one for one in response.json()["errors"])


@pytest.mark.parametrize("step", ["withdraw", "schedule", "revert"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=VALUES)
def test_no_json_breaks_a_step(desk, call, step, body):
    first = call.get("/v1/editions").json()["results"][0]
    response = desk.approver.post(f"{first['location']}/{step}", body, If_Match='"1"')
    assert response.status_code in (201, 400, 409)
