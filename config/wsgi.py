"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from config import celery as celery  # a task is sent with this application's broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
