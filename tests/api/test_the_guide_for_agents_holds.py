"""What docs/agents.md shows is so: its calls, its tools and its example of an error."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.api.agent import Agent, ToolFailed

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "agents.md").read_text("utf-8")
CALLS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("line", CALLS)
def test_each_call_of_the_guide_is_answered(client, firm_key, lists, line):
    words = shlex.split(line.replace("$KEY", firm_key))
    assert words[:3] == ["curl", "-s", "$RONGHE/mcp"]
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    body = words[words.index("-d") + 1]
    media_type = headers.pop("Content-Type")
    response = client.post("/mcp", body, content_type=media_type, headers=headers)
    assert response.json()["result"]["isError"] is False


def test_the_guide_names_each_tool(firm_key):
    named = re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE)
    assert named == [one["name"] for one in Agent(firm_key).result("tools/list")["tools"]]


def test_the_guide_shows_an_error_as_it_is(firm_key, lists):
    (shown,) = re.findall(r'^\{"problem".*\}$', GUIDE, re.MULTILINE)
    with pytest.raises(ToolFailed) as failed:
        Agent(firm_key).call("rank", brief={"sektors": ["C182"]})
    assert failed.value.told == json.loads(shown)
