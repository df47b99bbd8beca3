"""Jobs are shown where they were asked for; the queue's own page, in English, is taken away."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

admin.site.unregister(DBTaskResult)
