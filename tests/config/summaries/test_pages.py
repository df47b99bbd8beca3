import html
import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from config.summaries.paper import pdf_obstacle

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:summaries_month", args=["2022-06"])
PRINT = reverse("admin:summaries_print", args=["2022-06"])
LATIN_ALLOWED = {"PDF", "A"}


def may_view(user, *models):
    codes = [f"view_{model}" for model in models]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))


def words(page):
    """What a reader of the page sees."""
    body = re.sub(r"<(script|style|title|head)\b.*?</\1>", "", page.content.decode(), flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def titles(page):
    return [section["title"] for section in page.context["sections"]]


@pytest.mark.parametrize("path", [PAGE, PRINT])
def test_the_page_shows_every_section(committee, admin_client, path):
    page = admin_client.get(path)

    shown = [
        section["title"] if isinstance(section, dict) else section.title
        for section in page.context["sections"]
    ]
    assert shown == [
        "企业和从业人员",
        "工会组织和会员",
        "党组织",
        "党员和发展党员",
        "组织生活和荣誉",
        "职业技能证书",
        "补贴和帮扶",
        "暖蜂行动",
        "党群联席会议",
        "增减变动",
        "按品牌",
        "按县(市、区)",
        "按党组织",
    ]


@pytest.mark.parametrize("path", [PAGE, PRINT])
def test_no_latin_word_is_shown(committee, admin_client, path):
    shown = set(re.findall(r"[A-Za-z]+", words(admin_client.get(path))))

    assert shown - LATIN_ALLOWED == set()


@pytest.mark.parametrize("path", [PAGE, PRINT])
def test_nothing_on_the_page_breaks_a_strict_policy(committee, admin_client, path):
    content = admin_client.get(path).content.decode()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", content) == []


def test_the_months_beside_it_are_one_click_away(committee, admin_client):
    content = admin_client.get(PAGE).content.decode()

    assert re.findall(r'summary-step" href="([^"]+)"', content) == [
        reverse("admin:summaries_month", args=["2022-05"]),
        reverse("admin:summaries_month", args=["2022-07"]),
    ]


def test_the_picked_month_is_opened(admin_client):
    page = admin_client.get(reverse("admin:summaries"), {"period": "2021-12"})

    assert page.url == reverse("admin:summaries_month", args=["2021-12"])


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/admin/summaries/2022-13/", id="thirteenth-month"),
        pytest.param("/admin/summaries/2022-06/docx/", id="unknown-form"),
        pytest.param("/admin/summaries/2022-06/html/", id="page-not-file"),
        pytest.param("/admin/summaries/?period=x", id="nonsense-picked"),
    ],
)
def test_what_does_not_exist_is_not_found(admin_client, path):
    assert admin_client.get(path).status_code == 404


@pytest.mark.parametrize("path", [PAGE, PRINT, "/admin/summaries/2022-06/json/"])
def test_a_clerk_without_any_right_sees_no_summary(committee, clerk_client, path):
    assert clerk_client.get(path).status_code == 403


def test_a_clerk_sees_the_figures_of_the_lists_they_may_open(committee, clerk, clerk_client):
    may_view(clerk, "matter", "memberunit")

    assert titles(clerk_client.get(PAGE)) == ["党群联席会议"]


def test_a_clerk_without_any_right_has_no_panel_on_the_desk(committee, clerk_client):
    assert clerk_client.get(reverse("admin:index")).context["panels"] == []


def test_the_desk_shows_key_figures_that_open_their_rows(committee, clerk, clerk_client):
    may_view(clerk, "station")

    [panel] = clerk_client.get(reverse("admin:index")).context["panels"]

    tiles = re.findall(r'<dt>(.*?)</dt>\s*<dd><a href="(.*?)\?.*?">(\d+)</a></dd>', panel)
    assert tiles == [("爱心驿站（个）", reverse("admin:welfare_station_changelist"), "4")]


def test_the_desk_says_until_when_it_counts(committee, clerk, clerk_client):
    may_view(clerk, "station")
    today = timezone.localdate()

    [panel] = clerk_client.get(reverse("admin:index")).context["panels"]

    [heading] = re.findall(r"<h2.*?>(.*?)</h2>", panel)
    assert heading == f"截至今天（{today.year}年{today.month}月{today.day}日）"


@pytest.mark.parametrize(
    "path",
    [pytest.param(PRINT, id="summary"), pytest.param("/admin/unions/roster/print/", id="roster")],
)
def test_paper_on_the_screen_names_its_icon(committee, admin_client, path):
    icons = re.findall(r'<link rel="icon" href="([^"]+)"', admin_client.get(path).text)

    assert icons == [static("office/icon.svg")]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        pytest.param("json", "晋北市快递行业党委月度汇总(2022年6月).json", id="json"),
        pytest.param("xlsx", "晋北市快递行业党委月度汇总(2022年6月).xlsx", id="xlsx"),
        pytest.param("pdf", "晋北市快递行业党委月度汇总(2022年6月).pdf", id="pdf"),
    ],
)
def test_a_file_bears_the_committees_name_and_the_month(committee, admin_client, form, name):
    response = admin_client.get(reverse("admin:summaries_file", args=["2022-06", form]))

    kind, _, encoded = response["Content-Disposition"].partition("; filename*=utf-8''")
    assert (response.status_code, kind, unquote(encoded)) == (200, "attachment", name)


def test_this_machine_can_make_pdfs():
    assert pdf_obstacle() == ""


def test_the_summary_of_a_month_asks_a_query_a_table_and_grouping(
    committee, admin_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(50):
        admin_client.get(PAGE)
