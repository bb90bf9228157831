"""The rules and the dashboard ask for what the real service tells, and say what to do."""

import json
import re
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.service.conftest import BASE_DIR, within
from tests.service.rules import MATCHER as _MATCHER
from tests.service.rules import MONITORING, RULES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DASHBOARD = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
EXPRESSIONS = {
    **{rule["alert"]: rule["expr"] for rule in RULES},
    **{
        f"{panel['title']} {target['refId']}": target["expr"]
        for panel in DASHBOARD["panels"]
        for target in panel["targets"]
    },
}
# The words of PromQL that are no metric and no label: those used here, so that a slip is found.
_FUNCTIONS = {"max", "min", "sum", "rate", "increase", "topk", "absent", "histogram_quantile"}
_WORDS = {"by", "and"}
_SELECTOR = re.compile(r"\{([^}]*)\}")


def tokens(expression: str) -> list[str]:
    """The tokens of an expression; what is none of PromQL's fails the test."""
    token = r"""\s*(\w[\w:.]*|\[\d+[smhd]\]|"[^"]*"|>=|<=|=~|!~|!=|==|[()\{\},<>=*/+-])"""
    found, at = [], 0
    while at < len(expression.rstrip()):
        match = re.compile(token).match(expression, at)
        assert match, f"no PromQL from here: {expression[at:]}"
        found.append(match[1])
        at = match.end()
    return found


def names(expression: str) -> set[str]:
    bare = re.sub(r"\bby\s*\([^)]*\)", "", _SELECTOR.sub("", expression))
    return {
        one for one in tokens(bare) if re.match(r"[a-z_]", one) and one not in _FUNCTIONS | _WORDS
    }


@pytest.mark.parametrize("what", EXPRESSIONS)
def test_each_expression_is_well_formed(what: str):
    expression = EXPRESSIONS[what]
    assert all(tokens(expression).count(a) == tokens(expression).count(b) for a, b in ("()", "{}"))
    called = re.findall(r"(\w+)\s*\(", re.sub(r"\bby\s*\(", "", expression))
    assert set(called) <= _FUNCTIONS | _WORDS
    assert names(expression)
    # A range belongs to rate and increase, and these need one.
    assert len(re.findall(r"\[\d", expression)) == len(
        re.findall(r"\b(?:rate|increase)\(", expression)
    )
    for selector in _SELECTOR.findall(expression):
        assert _MATCHER.sub("", selector).strip(", ") == ""


_TOLD: dict[str, list[dict[str, str]]] = {}


@pytest.fixture
def told(request):
    """Metric -> its label sets, of the service at work; it is started once for all that ask."""
    if not _TOLD:
        names = ("service", "seeded", "key", "knitwear", "tmp_path")
        _TOLD.update(_tell(*map(request.getfixturevalue, names)))
    return _TOLD


def _tell(service, _seeded, key, knitwear, tmp_path):
    service.environ |= {"INDEX_DIR": str(tmp_path / "index"), "RATE_LIMIT": "20/hour"}
    service.start_web_and_worker()
    service.start_sweep()
    for _ in range(19):
        service.call(key, "GET", "/v1/datasets")
    service.call(key, "POST", "/v1/shortlists", knitwear)

    def scrape():
        with urllib.request.urlopen(f"{service.address}/metrics", timeout=60) as response:
            text = response.read().decode()
        found: dict[str, list[dict[str, str]]] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                found.setdefault(sample.name, []).append(sample.labels)
        is_whole = {"ronghe_snapshot_bytes", "ronghe_quota_use_ratio", "ronghe_workers_alive"}
        return found if is_whole <= found.keys() else None

    return within(240, scrape, "the service tells of all that it has")


def test_each_name_and_label_is_told_by_the_service(told):
    for what, expression in EXPRESSIONS.items():
        assert names(expression) <= told.keys(), what
        [*used] = names(expression)
        known = {label for name in used for labels in told[name] for label in labels}
        wanted = {
            word
            for group in re.findall(r"\bby \(([^)]*)\)", expression)
            for word in group.split(", ")
        }
        matched = _MATCHER.findall(" ".join(_SELECTOR.findall(expression)))
        assert wanted | {label for label, _, _ in matched} <= known, what
        for label, operator, value in matched:
            values = {labels.get(label, "") for name in used for labels in told[name]}
            if operator == "=~":
                assert set(value.split("|")) <= values, what
            elif operator == "=" and value != "5xx":  # the service has no fault to tell of
                assert value in values, what


def test_every_metric_is_on_the_dashboard_or_in_a_rule(told):
    used = {name for expression in EXPRESSIONS.values() for name in names(expression)}
    stems = {re.sub(r"_(bucket|sum|count)$", "", name) for name in used}
    assert {re.sub(r"_(bucket|sum|count)$", "", name) for name in told} == stems


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_each_alert_says_what_to_do_and_where_it_stands(rule):
    notes = rule["annotations"]
    assert notes["summary"].endswith(".")
    assert notes["action"].endswith(".")
    path, _, anchor = notes["runbook"].partition("#")
    headings = re.findall(r"^#+ (.+)$", (BASE_DIR / path).read_text("utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}
    assert anchor in anchors
