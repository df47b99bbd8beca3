"""From an empty office to the month on paper, as a clerk does it."""

from pathlib import Path

import pypdfium2
import pytest

from config.accounts.models import Committee
from tests.browser.conftest import PICTURES
from unions.models import District, Worker

FOLDER = Path(__file__).resolve().parents[1] / "data" / "shuozhou"
PASSWORD = "an-office-2023"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def begin(page, url):
    """Fill in 开始使用; the first administrator is then signed in."""
    page.goto(url)
    page.select_option("select[name=city]", label="朔州市")
    page.click("text=下一步")
    page.fill("[name=name]", "周管")
    page.fill("[name=username]", "guanli")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    page.click("input[value=开始使用]")
    page.wait_for_url("**/admin/")


def hand_in(page, url, *files):
    """Hand workbooks in, with brands and districts to be made, and come to the plan."""
    page.goto(f"{url}/admin/sheets/hand-in/")
    page.set_input_files("input[type=file]", [str(FOLDER / file) for file in files])
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    page.click("form:has(input[type=file]) [type=submit]")
    page.wait_for_url("**/sheets/import/*/change/")


def test_the_first_page_founds_the_office_and_closes(office, live_server):
    begin(office, live_server.url)

    assert Committee.current().name == "朔州市快递行业党委"
    assert District.objects.count() == 6
    office.goto(f"{live_server.url}/begin/")
    assert office.url == f"{live_server.url}/admin/"


def test_two_workbooks_become_a_month_on_paper(office, live_server, picture):
    url = live_server.url
    begin(office, url)

    hand_in(office, url, "01 快递企业名录.xlsx", "02 从业人员花名册.xlsx")
    assert Worker.objects.count() == 0
    picture("plan")
    office.click("input[value^='导入（写入']")
    office.wait_for_selector("text=已导入")
    assert Worker.objects.count() == 2188

    office.goto(f"{url}/admin/")
    picture("desk")
    office.goto(f"{url}/admin/summaries/2023-01/")
    picture("summary")
    office.click("a:text-is('2,188')")
    assert "figure=unions.workers" in office.url
    assert "2188 条结果" in office.locator("#content").inner_text()

    office.goto(f"{url}/admin/summaries/2023-01/")
    with office.expect_download() as waiting:
        office.click("text=下载 PDF")
    paper = pypdfium2.PdfDocument(waiting.value.path())
    assert paper[0].get_textpage().get_text_bounded().count("2023年1月") > 0
    paper[0].render(scale=1.5).to_pil().save(PICTURES / "summary-page-1.png")


def test_the_print_page_is_paper_only(office, live_server):
    begin(office, live_server.url)

    office.goto(f"{live_server.url}/admin/summaries/2023-01/print/")

    assert office.locator("#nav-sidebar").count() == 0
    pdf = pypdfium2.PdfDocument(office.pdf(prefer_css_page_size=True))
    assert [round(size) for size in pdf[0].get_size()] == [595, 842]
