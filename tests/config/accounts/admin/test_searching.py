"""Searches are sent, not asked for in an address: a number that is searched for stands in none."""

import datetime
import re

import pytest
from django.urls import reverse, reverse_lazy

from tests.factories.unions import WorkerFactory, invented_number

pytestmark = pytest.mark.django_db

LIST = reverse_lazy("admin:unions_worker_changelist")
NUMBER = invented_number(1, datetime.date(1960, 5, 18))
LINK = re.compile(r"(?:href|action|src)=\"([^\"]*)\"")


@pytest.mark.parametrize(
    ("door", "name"),
    [
        pytest.param("admin:unions_worker_changelist", "q", id="list"),
        pytest.param("admin:unions_roster", "number", id="query-page"),
    ],
)
@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(NUMBER, id="plain"),
        pytest.param(f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", id="with-spaces"),
        pytest.param(NUMBER.translate({48 + n: 0xFF10 + n for n in range(10)}), id="full-width"),
    ],
)
def test_a_number_is_found_and_stands_in_no_address(admin_client, door, name, typed):
    WorkerFactory(name="甲员", identity_number=NUMBER, employed=True)
    WorkerFactory(name="乙员", employed=True)

    sent = admin_client.post(reverse(door), {"_typed": "1", name: typed})
    found = admin_client.get(sent.headers["Location"]).text

    assert ("甲员" in found, "乙员" in found) == (True, False)
    assert f'value="{NUMBER}"' in found
    assert [one for one in [sent.headers["Location"], *LINK.findall(found)] if NUMBER in one] == []


def test_other_words_and_filters_stand_there_as_typed(admin_client):
    sent = admin_client.post(LIST, {"_typed": "1", "q": "甲员", "sex__exact": "男"})

    assert sent.headers["Location"] == f"{LIST}?q=%E7%94%B2%E5%91%98&sex__exact=%E7%94%B7"


@pytest.mark.parametrize("word", ["~", "~abc", "~$$$", "~" + "A" * 40])
def test_a_word_that_only_looks_sealed_finds_nothing(admin_client, word):
    WorkerFactory()

    answer = admin_client.get(LIST, {"q": word})

    assert (answer.status_code, answer.context["cl"].result_count) == (200, 0)
