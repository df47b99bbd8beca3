"""The door for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.backups.nightly import watch_for_the_night  # noqa: E402 -- apps are ready only now
from config.jobs.beside import watch_for_jobs  # noqa: E402

watch_for_the_night()
watch_for_jobs()
