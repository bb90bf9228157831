"""In production no other host of the domain can plant a cookie, and none goes without TLS."""

import os
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

from django.db import connection

BASE_DIR = Path(__file__).resolve().parents[2]
ASKED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory
client = Client(HTTP_HOST="ronghe.example", HTTP_ACCEPT="text/html")
answers = [
    client.get("/accounts/login", secure=True),
    client.post("/choose/theme", {"theme": "dark"}, secure=True),
    client.post("/choose/language", {"language": "en"}, secure=True),
]
def told(request):
    messages.success(request, "done")
    request.session["a"] = "b"
    request.session.cycle_key = lambda: None
    request.session.save = lambda must_create=False: None
    request.session._session_key = "k" * 32
    return HttpResponse()
answers.append(SessionMiddleware(MessageMiddleware(told))(RequestFactory().get("/", secure=True)))
print(*(one.OutputString() for each in answers for one in each.cookies.values()), sep="\\n")
"""


def test_every_cookie_has_the_prefix_and_what_it_asks_for():
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    given = {
        "RONGHE_MODE": "production",
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ENCRYPTION_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "ronghe.example",
        "WEBHOOK_ALLOW_LOOPBACK": "false",
        "LOG_LEVEL": "ERROR",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=BASE_DIR,
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    cookies = done.stdout.splitlines()
    names = {one.partition("=")[0] for one in cookies}
    assert names == {
        f"__Host-{name}" for name in ("sessionid", "csrftoken", "theme", "language", "messages")
    }
    for one in cookies:
        assert "; Secure" in one
        assert "; Path=/" in one
        assert "Domain" not in one
