"""A tool costs what the address of the REST edge costs: the key is read once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.agent import Agent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("tool", "arguments", "address"),
    [
        ("shortlist", {}, "/v1/shortlists"),
        ("partners", {"makes": "C18"}, "/v1/partners?makes=C18"),
        ("priorities", {"province": "Guangdong"}, "/v1/provinces/Guangdong/priorities"),
        ("priorities", {"sector": "C182"}, "/v1/sectors/C182/priorities"),
        ("sectors", {"q": "sweater"}, "/v1/sectors?q=sweater"),
    ],
)
def test_a_tool_reads_as_much_as_its_address(firm_key, call, lists, tool, arguments, address):
    agent = Agent(firm_key)

    def queries(ask):
        ask()  # what a process reads once is not counted
        with CaptureQueriesContext(connection) as found:
            ask()
        return len([one for one in found if "SAVEPOINT" not in (one["sql"] or "")])

    by_tool = queries(lambda: agent.call(tool, **arguments))
    assert by_tool == queries(lambda: call.get(address))
