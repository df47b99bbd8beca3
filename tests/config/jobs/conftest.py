"""A kind of job whose deed is a group of users; what it does in between is the test's own."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from config.jobs import kinds

KIND = "tests.group"


class Deed:
    """What the job does, and what it was told at its end."""

    def __init__(self):
        self.between = lambda doing: None
        self.given_up = []
        self.work = self.in_one_transaction

    def do(self, doing):
        self.work(doing)

    def in_one_transaction(self, doing):
        with transaction.atomic():
            Group.objects.create(name=f"第{doing.job.about}组")
            self.between(doing)
            doing.finish()

    def give_up(self, job, outcome):
        self.given_up.append((job.about, outcome))

    def groups(self):
        return list(Group.objects.filter(name__endswith="组").values_list("name", flat=True))


@pytest.fixture
def deed():
    deed = Deed()
    kinds.register_kind(kinds.Kind(KIND, deed.do, deed.give_up))
    yield deed
    del kinds._kinds[KIND]


@pytest.fixture(autouse=True)
def signs_of_tests_lie_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def leaving():
    """Whether the process is about to end."""
    return threading.Event()
