"""Whatever process reads the settings rings with our broker, not with Celery's default."""

import os
import subprocess
import sys

import pytest
from celery import current_app
from django.conf import settings


def test_the_current_application_is_ours():
    assert current_app.main == "ronghe"
    assert current_app.conf.broker_url == settings.CELERY_BROKER_URL


@pytest.mark.parametrize("started", ["import django; django.setup()", "import config.wsgi"])
def test_so_it_is_in_a_process_that_names_no_celery(started):
    asked = f"{started}; from celery import current_app as a; print(a.main, a.conf.broker_url)"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["ronghe", settings.CELERY_BROKER_URL]


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_what_beat_rings_for_is_a_task_that_workers_know(name):
    current_app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in current_app.tasks
