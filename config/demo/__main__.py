"""Start all processes, load the seeds, post three briefs over REST, print the answers, stay up."""

import argparse
import json
import logging
import os
import signal
import sys
from pathlib import Path

import django
from rich.console import Console

import embedded
from config.demo import calls, services, shortlist_table

BASE_DIR = Path(__file__).resolve().parents[2]
BRIEFS = ("batteries", "knitwear", "services-around")
MEMBER = "owner@demo.example"
# The width in columns when the output is not a terminal.
PAGE_WIDTH = 150


def main() -> int:
    """Run the demo. Returns 0 when all briefs were answered, and after Ctrl-C; else 1."""
    options = _options()
    out = Console(width=None if sys.stdout.isatty() else PAGE_WIDTH, highlight=False)
    # SIGINT too: a shell starts the background jobs of a script with SIGINT ignored, and Python
    # then installs no handler, while the children install theirs and end.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        return _run_demo(options, out)
    except (embedded.EmbeddedError, services.DemoError) as fault:
        out.print(f"The demo cannot run: {fault}", style="bold red", markup=False)
        return 1
    except KeyboardInterrupt:
        out.print("\nStopping …")
        return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--once", action="store_true", help="stop after printing (ONCE=1)")
    parser.add_argument("--port", default="", help="the port to listen on (PORT=)")
    return parser.parse_args()


def _interrupt(*_: object) -> None:
    # One is enough: another would cut short the stop, which takes seconds and is bounded.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run_demo(options: argparse.Namespace, out: Console) -> int:
    port = services.free_port(services.parse_port(options.port))
    out.print("Starting PostgreSQL and Valkey on loopback …")
    # Before Django: the settings read the addresses of the servers from the environment.
    embedded.ensure_environment(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # Loading the seeds publishes lists and makes keys. The security log keeps that: a newcomer’s
    # terminal is no place for its lines. The processes have logs of their own.
    logging.getLogger().setLevel(logging.WARNING)
    with services.exclusive_database_access():
        out.print("Bringing the database up to date …")
        services.run_command("migrate", "--verbosity", "0")
    out.print("Starting web, worker and sweep …")
    with services.Services(port) as running:
        with services.exclusive_database_access():
            out.print("Loading the seeds (places, sectors, partners, priority lists) …")
            services.run_command("seed")
            services.run_command("seed_demonstration")
        key = services.run_command("issue_key", "Demo firm").strip()
        curators = services.run_command("seed_curators").split()
        member, *password = services.run_command("seed_member", "Demo firm", MEMBER).split()
        address = f"http://127.0.0.1:{port}"
        services.wait_until_ready(address, running.logs)
        for name in BRIEFS:
            brief = json.loads((BASE_DIR / "docs" / "briefs" / f"{name}.json").read_text("utf-8"))
            out.print(f"\nAsking over REST: {brief['title']} …")
            shortlist_table.print_shortlist(out, calls.request_shortlist(address, key, brief))
        known = " ".join(password) or "the password that you have set"
        out.print(f"\nOpen {address}/ and log in as {member} with {known}", markup=False)
        out.print(f"\nListening on {address}", markup=False)
        out.print(f"API key: {key}", markup=False)
        out.print(f"Read the documentation at {address}/docs, or try:", markup=False)
        out.print(
            f"curl -s {address}/v1/rank -H 'Authorization: Bearer {key}'"
            " -H 'Content-Type: application/json' -d @docs/briefs/batteries.json",
            soft_wrap=True,
            markup=False,
        )
        _print_curators(out, address, curators)
        if not options.once:
            out.print("Ctrl-C stops it.")
            running.supervise(lambda text: out.print(text, style="yellow", markup=False))
    return 0


def _print_curators(out: Console, address: str, curators: list[str]) -> None:
    out.print(
        f"The admin, with two curators for the four-eyes rule: {address}/admin/", markup=False
    )
    for name, password in zip(curators[::2], curators[1::2], strict=True):
        known = password.strip("-") or "the password that was set"
        out.print(f"log in as {name} with {known}", markup=False)
    out.print("In production the admin also asks curators for a second factor.", style="dim")


if __name__ == "__main__":
    sys.exit(main())
