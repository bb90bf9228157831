"""The public conformance suite of the Model Context Protocol finds nothing at a served endpoint.

Of its scenarios for servers those are run that need no tool, prompt or resource of the suite's own.
It speaks the versions of 2025 and sends no key, so the server here adds one.
"""

import socketserver
import subprocess
import threading
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection

from tests.api.test_public_linters_find_nothing import program

SCENARIOS = ("server-initialize", "ping", "tools-list", "dns-rebinding-protection")


class ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_: object):
        """Tell nobody."""


@pytest.fixture
def suite():
    return program("conformance")


@pytest.fixture
def address(transactional_db, firm_key):
    """The endpoint, served on loopback to callers who have the key."""
    application = get_wsgi_application()

    def with_key(environ, start_response):
        try:
            return application(
                {**environ, "HTTP_AUTHORIZATION": f"Bearer {firm_key}"}, start_response
            )
        finally:
            connection.close()

    server = make_server(
        "127.0.0.1", 0, with_key, server_class=ThreadingServer, handler_class=SilentHandler
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/mcp"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_each_scenario_of_the_suite_passes(suite, address, tmp_path):
    for scenario in SCENARIOS:
        command = (suite, "server", "--url", address, "--scenario", scenario)
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 failed" in done.stdout, done.stdout
