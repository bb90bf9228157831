"""The application as gunicorn serves it, with the addresses that the benchmarks compare with."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
settings.ROOT_URLCONF = "benchmarks.answer_views"

application = get_wsgi_application()
