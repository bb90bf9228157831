"""With EMAIL_URL and MAIL_FROM mail goes to the server that they name, from whom they name."""

import os
import socketserver
import subprocess
import sys
import threading

import pytest

SEND = (
    "import django; django.setup(); from django.core.mail import send_mail; "
    "send_mail('A subject', 'A text', None, ['it@nordtuch.example'])"
)


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs."""

    def handle(self) -> None:
        self._say("220 ready")
        for line in self.rfile:
            word = line.split()[0].upper()
            self.server.heard.append(line.decode().strip())
            if word == b"DATA":
                self._say("354 go on")
                for text in iter(self.rfile.readline, b".\r\n"):
                    self.server.heard.append(text.decode().strip())
            self._say("250 fine")
            if word == b"QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as made:
        made.daemon_threads = True
        made.heard = []
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def test_a_mail_arrives_from_the_address_that_was_given(server):
    given = {
        "EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}",
        "MAIL_FROM": "Ronghe <ronghe@ronghe.example>",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    subprocess.run([sys.executable, "-c", SEND], env=os.environ | given, timeout=60, check=True)
    assert any(line.lower().startswith("mail from:<ronghe@ronghe.") for line in server.heard)
    assert "From: Ronghe <ronghe@ronghe.example>" in server.heard
    assert "To: it@nordtuch.example" in server.heard


SAID = {
    "smtp://mail": ("mail", 25, False, False),
    "smtp+tls://mail": ("mail", 587, True, False),
    "smtps://u%40x:p%2F@mail": ("mail", 465, False, True),
    "smtps://mail:2465": ("mail", 2465, False, True),
}
# The settings are read anew for each address, in one process that has loaded what they need.
READ = """
import os, runpy, sys
names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
for os.environ["EMAIL_URL"] in sys.argv[1:]:
    settings = runpy.run_module("config.settings")
    print(tuple(settings[name] for name in names))
"""


def test_the_scheme_says_how_and_where():
    done = subprocess.run(
        [sys.executable, "-c", READ, *SAID],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [str(said) for said in SAID.values()]
