"""The command that hands workbooks in: a move on a date, as on the form."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.sheets.models import Import
from tests.config.sheets.admin.workbooks import ENTERPRISES, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "名录.xlsx"
    file.write_bytes(workbook(file.name, ENTERPRISES, ["示例快递城区营业部"]).read())
    return file


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        pytest.param(0, "", id="today"),
        pytest.param(1, "--moved-on 调动日期不能晚于今天", id="tomorrow"),
    ],
)
def test_nobody_moves_after_today(path, days, sentence):
    day = timezone.localdate() + datetime.timedelta(days=days)
    told = ""
    try:
        call_command("import_sheets", path, moved_on=day.isoformat(), apply=True)
    except CommandError as error:
        told = str(error)

    assert told == sentence


def test_the_import_s_record_keeps_the_day(path):
    call_command("import_sheets", path, "--moved-on", "2023-02-01", "--apply")

    assert Import.objects.get().moved_on == datetime.date(2023, 2, 1)


def test_what_is_no_date_is_told(path):
    with pytest.raises(CommandError, match="--moved-on 请写日期，例如 2023-02-01，不能是 2月1日"):
        call_command("import_sheets", path, "--moved-on", "2月1日")
