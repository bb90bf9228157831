#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL and REDIS_URL they use the embedded servers."""

import os
import sys

import embedded


def main() -> None:
    try:
        embedded.ensure_environment(os.environ)
    except embedded.EmbeddedError as fault:
        sys.exit(f"The embedded servers cannot be used: {fault}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
