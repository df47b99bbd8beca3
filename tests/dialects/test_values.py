"""What clerks type into cells, down to the stored value or the sentence that refuses it."""

import datetime
from decimal import Decimal

import pytest

from ledgers.models import Activist, Member
from tests.dialects.tables import (
    BRANCH,
    COMPANY,
    NEW_NUMBER,
    ZHANG,
    day,
    findings,
    take_in,
    verdict,
)
from tests.factories.unions import DistrictFactory, WorkerFactory
from unions.models import CourierHome, Employment, Worker
from welfare.models import CareActivity, Payment

pytestmark = pytest.mark.usefixtures("office")

OLD, EXPANDED = "140699900518001", "14069919900518001X"
EXPANDED_SENTENCE = (
    "号码由15位补成了18位；第一代居民身份证自2013年起已经停用，"
    "请查看本人现在的证件，核对号码并改成18位。"
)
CUT = (
    "身份证号被表格软件当作数字，后几位已经丢失；请把这一列设为文本格式，再照证件重新输入这个号码。"
)
DAYS = [
    pytest.param("2020-03-01", id="iso"),
    pytest.param("2020/3/1", id="slashes"),
    pytest.param("2020.03.01", id="points"),
    pytest.param("2020年3月1日", id="words"),
    pytest.param("二〇二〇年三月一日", id="han"),
    pytest.param("2020-3-1 00:00:00", id="midnight"),
    pytest.param("20200301", id="packed-text"),
    pytest.param(20200301, id="packed-number"),
    pytest.param(43891, id="serial"),
    pytest.param(datetime.date(2020, 3, 1), id="date-cell"),
    pytest.param(datetime.datetime(2020, 3, 1, 9, 30), id="date-cell-with-time"),  # noqa: DTZ001
]
MONTHS = ["2015.06", "2015.6", "2015．06", "2015年6月", "201506", 201506, 2015.06]
REFUSED_DAYS = [
    pytest.param("2020年3月", "bad_date", id="bare-month"),
    pytest.param("2023-02-29", "bad_date", id="no-leap-year"),
    pytest.param("3/4/20", "ambiguous_date", id="three-readings"),
    pytest.param("20年3月", "ambiguous_date", id="year-of-two-digits"),
    pytest.param("2199-03-01", "bad_date", id="far-future"),
    pytest.param("2099-03-01", "bad_date", id="after-today"),
]


def roster(tmp_path, **cells):
    """Hand in one row of a roster with these cells beside the necessary ones."""
    usual = {"姓名": "王五", "身份证号": NEW_NUMBER, "工作单位": COMPANY}
    row = usual | cells
    return take_in(tmp_path, list(row), list(row.values()))


def members(tmp_path, joined):
    return take_in(
        tmp_path, ["姓名", "身份证号", "所在党支部", "入党时间"], ["张三", ZHANG, BRANCH, joined]
    )


@pytest.mark.parametrize("typed", DAYS)
def test_a_day_is_stored_however_it_was_typed(tmp_path, typed):
    told = roster(tmp_path, 入职时间=typed)

    assert (*verdict(told), told["problems"]) == ("workers", 1, 0, [])
    assert Employment.objects.get(worker__name="王五").started_on == day("2020-03-01")


@pytest.mark.parametrize("typed", MONTHS, ids=repr)
def test_a_month_is_stored_as_a_month(tmp_path, typed):
    told = members(tmp_path, typed)

    member = Member.objects.get(worker__name="张三")
    assert (*verdict(told), told["problems"]) == ("members", 1, 0, [])
    assert (member.joined_on, member.joined_on_precision) == (day("2015-06-01"), "month")


@pytest.mark.parametrize(("typed", "code"), REFUSED_DAYS)
def test_a_day_that_is_none_rejects_its_row(tmp_path, typed, code):
    told = roster(tmp_path, 入职时间=typed)

    assert (*verdict(told), findings(told)) == (
        "workers",
        0,
        1,
        [("error", 2, "入职时间", code)],
    )


def test_both_readings_of_a_number_that_lost_its_zero_are_named(tmp_path):
    told = members(tmp_path, 2015.1)

    assert (*verdict(told), findings(told)) == (
        "members",
        0,
        1,
        [("error", 2, "入党时间", "ambiguous_date")],
    )
    assert told["problems"][0]["message"] == (
        "可能是2015年1月，也可能是2015年10月，无法确定；请把单元格设为文本后重新输入。"
    )


@pytest.mark.parametrize("typed", ["无", "—", "/", "暂无", "空", None], ids=repr)
def test_a_cell_that_says_nothing_leaves_the_date_empty(tmp_path, typed):
    told = take_in(
        tmp_path,
        ["姓名", "身份证号", "所在党支部", "申请入党时间", "列为发展对象时间"],
        ["张三", ZHANG, BRANCH, "2021-03-02", typed],
    )

    assert (*verdict(told), told["problems"]) == ("activists", 1, 0, [])
    assert Activist.objects.get().target_on is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("'" + NEW_NUMBER, id="apostrophe"),
        pytest.param(" ".join((NEW_NUMBER[:6], NEW_NUMBER[6:14], NEW_NUMBER[14:])), id="spaces"),
        pytest.param("\u200b" + NEW_NUMBER + "\ufeff", id="invisible-marks"),
        pytest.param(NEW_NUMBER.translate({n + 48: n + 0xFF10 for n in range(10)}), id="full"),
    ],
)
def test_an_identity_number_is_stored_however_it_was_typed(tmp_path, typed):
    told = roster(tmp_path, 身份证号=typed)

    assert (*verdict(told), told["problems"]) == ("workers", 1, 0, [])
    assert Worker.objects.get(name="王五").identity_number == NEW_NUMBER


def remark(column):
    return {
        "level": "warning",
        "row": 2,
        "column": column,
        "code": "differs",
        "message": EXPANDED_SENTENCE,
        "value": "***********8001",
    }


def test_fifteen_digits_are_expanded_and_remarked_on(tmp_path):
    told = roster(tmp_path, 身份证号=OLD)

    assert (*verdict(told), told["problems"]) == ("workers", 1, 0, [remark("身份证号")])
    assert Worker.objects.get(name="王五").identity_number == EXPANDED


def test_fifteen_digits_name_the_person_who_bears_the_eighteen(tmp_path):
    WorkerFactory(name="王五", identity_number=EXPANDED)

    told = take_in(
        tmp_path,
        ["姓名", "公民身份证号", "所在党支部", "入党时间"],
        ["王五", OLD, BRANCH, "2015.06"],
    )

    assert (*verdict(told), told["problems"]) == ("members", 1, 0, [remark("公民身份证号")])
    assert Member.objects.get(worker__name="王五").worker.identity_number == EXPANDED


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        pytest.param(140699199005180050, "truncated_id", CUT, id="number"),
        pytest.param("1.40699E+17", "truncated_id", CUT, id="scientific"),
        pytest.param(
            "140699199005180018",
            "bad_check_digit",
            "身份证号的校验码不对，至少有一位写错了；请对照证件重新填写。",
            id="check-digit",
        ),
        pytest.param(
            "1406**********0017",
            "missing",
            "身份证号是打了星号的，不能导入；请填写完整的18位号码。",
            id="masked",
        ),
    ],
)
def test_a_ruined_identity_number_rejects_its_row(tmp_path, typed, code, message):
    told = roster(tmp_path, 身份证号=typed)

    problem = told["problems"][0]
    assert (*verdict(told), findings(told), problem["message"]) == (
        "workers",
        0,
        1,
        [("error", 2, "身份证号", code)],
        message,
    )
    assert str(typed) not in str(told)


@pytest.mark.parametrize(
    ("heading", "typed", "field", "stored"),
    [
        pytest.param("民族", "汉", "ethnicity", "汉", id="without-zu"),
        pytest.param("民族", "汉族", "ethnicity", "汉", id="with-zu"),
        pytest.param("民族", "蒙古族", "ethnicity", "蒙古", id="two-characters"),
        pytest.param("学历", "本科", "education", "20", id="undergraduate"),
        pytest.param("学历", "大学", "education", "20", id="university"),
        pytest.param("学历", "专科", "education", "30", id="college"),
        pytest.param("学历", "技校", "education", "40", id="technical-school"),
        pytest.param("政治面貌", "团员", "politics", "03", id="league"),
        pytest.param("政治面貌", "群众", "politics", "13", id="masses"),
        pytest.param("手机", 13900000000, "phone", "13900000000", id="mobile-as-number"),
        pytest.param("手机", "+86 139-0000-0000", "phone", "13900000000", id="mobile-abroad"),
        pytest.param(
            "电话", "13900000000、（0349）2023456", "phone", "13900000000/0349-2023456", id="two"
        ),
        pytest.param("姓名", "王　五", "name", "王五", id="padded-name"),
        pytest.param("姓名", "买买提•艾合买提", "name", "买买提·艾合买提", id="middle-dot"),
    ],
)
def test_a_person_is_stored_as_typed_in_other_words(tmp_path, heading, typed, field, stored):
    told = roster(tmp_path, **{heading: typed})

    assert (*verdict(told), told["problems"]) == ("workers", 1, 0, [])
    assert Worker.objects.values_list(field, flat=True).order_by("pk").last() == stored


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        pytest.param("2,000", "2000.00", id="thousands"),
        pytest.param("1000元", "1000.00", id="yuan"),
        pytest.param("￥1,500.50", "1500.50", id="sign"),
        pytest.param(1000, "1000.00", id="number"),
        pytest.param(0.1 + 0.2, "0.30", id="noise-of-floats"),
    ],
)
def test_an_amount_is_stored_exactly(tmp_path, typed, amount):
    told = take_in(
        tmp_path,
        ["姓名", "身份证号", "工作单位", "困难原因", "家庭人数", "慰问金额", "发放时间"],
        ["张三", ZHANG, COMPANY, "疾病", "4人", typed, "2022-01-20"],
    )

    assert (*verdict(told), told["problems"]) == ("hardship_aid", 1, 0, [])
    assert Payment.objects.get().amount == Decimal(amount)


@pytest.mark.parametrize(("typed", "count"), [("120人", 120), ("1,215人次", 1215), (33.0, 33)])
def test_a_count_is_stored_with_or_without_its_unit(tmp_path, typed, count):
    told = take_in(
        tmp_path,
        ["活动名称", "活动类别", "活动时间", "参与人数"],
        ["高温慰问", "夏送清凉", "2022年7月1日", typed],
    )

    assert (*verdict(told), told["problems"]) == ("care_activities", 1, 0, [])
    assert CareActivity.objects.get().participants == count


def test_an_area_is_stored_without_its_unit(tmp_path):
    DistrictFactory(name="朔城区")

    told = take_in(
        tmp_path, ["名称", "县区", "地址", "面积"], ["快递员之家", "朔城区", "甲街8号", "270㎡"]
    )

    assert (*verdict(told), told["problems"]) == ("homes", 1, 0, [])
    assert CourierHome.objects.get().area_m2 == Decimal("270.00")
