"""A clerk puts a workbook right in the page, takes it in, and takes it back."""

import pytest
from django.urls import reverse

from tests.config.sheets.admin.workbooks import identity_number
from tests.factories.unions import EnterpriseFactory
from unions.models import Worker

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

UNIT = "示例快递城区营业部"
SHEET = "\n".join(
    [
        "谁,号,干活的地方,电话",
        f"甲员,{identity_number(1)},{UNIT},13800000001",
        f"乙员,14069919900101002,{UNIT},13800000002",
        f"丙员,{identity_number(3)},没有的公司,13800000003",
    ]
)


@pytest.fixture
def handed_in(office, client, superuser, live_server):
    """The page of a sheet whose headings nobody knows."""
    EnterpriseFactory(name=UNIT)
    client.force_login(superuser)
    cookie = client.cookies["sessionid"].value
    office.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    office.goto(live_server.url + reverse("admin:sheets_hand_in"))
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    office.set_input_files("input[type=file]", file)
    office.click("form:has(input[type=file]) [type=submit]")
    office.wait_for_url("**/sheets/import/*/change/")
    return office


def tell(page):
    page.click("text=指定各列")
    page.select_option("select[name=ledger]", label="从业人员花名册")
    page.click("input[value='换一下']")
    for column, field in enumerate(
        ["姓名（必需）", "身份证号（必需）", "工作单位（必需）", "联系电话"]
    ):
        page.select_option(f"select[name=column-{column}]", label=field)


def test_from_unknown_headings_to_the_ledger_and_back(handed_in, picture):
    tell(handed_in)
    picture("columns")
    handed_in.click("input[value='按这样重新检查']")
    handed_in.wait_for_selector("input[name^=fix-]")

    handed_in.fill("[aria-label='第3行号更正为']", identity_number(2))
    picture("mend")
    handed_in.click("input[value='按更正重新检查']")
    handed_in.wait_for_selector("input[value='导入（写入2行）']")
    assert Worker.objects.count() == 0
    handed_in.click("input[value='导入（写入2行）']")
    handed_in.wait_for_selector("text=已导入：新增2 拒绝1。")
    assert set(Worker.objects.values_list("name", flat=True)) == {"甲员", "乙员"}

    handed_in.fill("[aria-label='第4行干活的地方更正为']", UNIT)
    handed_in.click("input[value='按更正重新检查']")
    handed_in.click("input[value='导入（写入1行）']")
    handed_in.wait_for_selector("text=已导入：新增1 不变2。")
    assert Worker.objects.count() == 3

    handed_in.click("text=撤销这次导入")
    handed_in.wait_for_selector("text=移除")
    picture("undo")
    handed_in.click("[type=submit][value^='撤销']")
    handed_in.wait_for_selector("text=已撤销：")
    assert set(Worker.objects.values_list("name", flat=True)) == {"甲员", "乙员"}
