"""What docs/shortlists.md tells a reader to type is typed here, in its order."""

import json
import re
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "shortlists.md"
COMMAND = re.compile(
    r'^curl -s (?:-X (?P<method>\w+) )?"\$RONGHE(?P<path>[^"]+)"(?P<rest>.*)$', re.M
)
BODY = re.compile(r"-d '(.*)'$")


def test_every_command_of_the_guide_is_answered(call, shortlist, pks, settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://ronghe.example"
    member = {"email": "buyer@nordtuch.example", "role": "viewer"}
    known = {"'$PARTNER'": str(pks["c"]), "$PARTNER": str(pks["c"])}
    known["$SHORTLIST"] = shortlist.rsplit("/", 1)[1]
    known["$MEMBER"] = str(call.post("/v1/members", member).json()["id"])
    text = GUIDE.read_text(encoding="utf-8")
    for name, value in known.items():
        text = text.replace(name, value)
    commands = list(COMMAND.finditer(text))
    assert len(commands) == text.count("curl ") == 14
    for command in commands:
        body = BODY.search(command["rest"])
        method = command["method"] or ("POST" if body else "GET")
        answer = call(method, command["path"], json.loads(body[1]) if body else None)
        assert answer.status_code < 300, (command[0], answer.content)
