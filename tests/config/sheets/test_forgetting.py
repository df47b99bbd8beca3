"""What is kept of imports and exports forgets a person who is erased."""

import datetime
from urllib.parse import urlencode

import pytest

from config.sheets.forgetting import forget_quotes
from config.sheets.models import SavedQuery
from tests.factories.config import SavedQueryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("saved", "kept"),
    [
        pytest.param({"name": "张三一家"}, False, id="in-its-name"),
        pytest.param({"query": urlencode({"topic": "学习张三事迹"})}, False, id="in-a-free-text"),
        pytest.param({"name": "到期", "query": urlencode({"topic": "李四"})}, True, id="others"),
    ],
)
def test_a_kept_question_goes_with_the_person_whom_it_names(saved, kept):
    SavedQueryFactory(**saved)

    forget_quotes(before=datetime.date(2020, 1, 1), naming=["张三"])

    assert SavedQuery.objects.exists() is kept
