"""Forty clients without a key that send a byte now and then: `/livez` is answered all the same,
through deploy/nginx/ronghe.conf.template in front of the real gunicorn.
"""

import os
import socket
import string
import time

import pytest
from django.db import connection

from harness.deployed import NO_NGINX, TEMPLATE, ask, find_nginx, proxied
from harness.slow_clients import BODY, HANDSHAKE, HEADERS, dripping
from tests.demanded import missing
from tests.deployment.conftest import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DRIPPING = 40


@pytest.fixture
def ports(tmp_path):
    nginx = find_nginx()
    if nginx is None:
        missing("nginx", NO_NGINX)
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    environ = os.environ | {"DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    with proxied(tmp_path, environ, nginx) as found:
        yield found


@pytest.mark.parametrize(
    ("begins", "tls"),
    [
        pytest.param(HEADERS, True, id="headers"),
        pytest.param(BODY, True, id="body"),
        pytest.param(HANDSHAKE, False, id="handshake"),
    ],
)
def test_livez_is_answered_beside_forty_that_drip(ports, begins, tls):
    with dripping(ports.https, begins, DRIPPING, tls=tls):
        time.sleep(2)
        for _ in range(5):
            assert ask(f"https://127.0.0.1:{ports.https}/livez")[0] == 200


def test_who_comes_without_tls_is_led_to_it(ports):
    with socket.create_connection(("127.0.0.1", ports.http), timeout=20) as plain:
        plain.sendall(b"GET /v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: plain.recv(4096), b"")).decode()
    assert answer.startswith("HTTP/1.1 308")
    assert "Location: https://localhost/v1/me" in answer


def test_every_variable_of_the_template_is_given_by_the_compose_file():
    import yaml

    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    named = set(string.Template.pattern.findall(TEMPLATE.read_text("utf-8")))
    braced = {found[2] for found in named if found[2]}
    assert braced == set(compose["services"]["proxy"]["environment"])
