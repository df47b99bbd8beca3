"""The site: the clerk's groups, pages of the apps, the desk."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from config.accounts.admin.site import OfficeSite
from config.accounts.models import Committee

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.accounts.trial_site")]


def grouped(response):
    return {
        group["name"]: [m["name"] for m in group["models"]]
        for group in response.context["app_list"]
    }


def test_the_index_follows_the_clerk_s_world(admin_client):
    assert grouped(admin_client.get("/admin/")) == {
        "单位和人员": ["从业人员", "企业", "任职"],
        "三本台账": ["党员", "党组织"],
        "汇总": ["登记簿"],
        "系统": ["品牌", "党委设置", "用户", "组"],
    }


def test_whoever_may_nothing_sees_nothing(clerk_client):
    response = clerk_client.get("/admin/")

    assert grouped(response) == {}
    assert "您还没有任何权限，请联系管理员。" in response.text


def test_a_clerk_sees_the_pages_that_they_may_open(clerk_client, clerk):
    clerk.user_permissions.add(Permission.objects.get(codename="view_worker"))

    assert grouped(clerk_client.get("/admin/")) == {"单位和人员": ["从业人员"], "汇总": ["登记簿"]}


def test_a_registered_page_is_served_to_staff(clerk_client):
    assert clerk_client.get(reverse("admin:trial_month", args=["2023-01"])).text == "汇总 2023-01"


def test_a_registered_page_is_not_kept_by_browsers(clerk_client):
    response = clerk_client.get(reverse("admin:trial_month", args=["2023-01"]))

    assert "no-store" in response.headers["Cache-Control"]


def test_a_registered_page_asks_strangers_to_log_in(client, superuser):
    response = client.get(reverse("admin:trial_month", args=["2023-01"]))

    assert response.headers["Location"] == "/admin/login/?next=/admin/trial/2023-01/"


def test_a_page_with_a_permission_refuses_who_lacks_it(clerk_client):
    assert clerk_client.get(reverse("admin:trial")).status_code == 403


def test_no_address_tells_where_any_row_is(admin_client):
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=(1, 1))
    assert admin_client.get("/admin/r/1/1/").status_code == 404


@pytest.mark.parametrize(
    ("app", "group"),
    [
        pytest.param("unions", 1, id="units-and-people"),
        pytest.param("ledgers", 2, id="three-ledgers"),
        pytest.param("accounts", 6, id="system"),
    ],
)
def test_an_app_s_index_is_its_group_on_the_desk(admin_client, app, group):
    answer = admin_client.get(f"/admin/{app}/")

    assert (answer.status_code, answer.url) == (302, f"/admin/#group-{group}")
    assert f'id="group-{group}"' in admin_client.get("/admin/").text


def test_panels_stand_on_the_desk_in_their_order(rf, superuser):
    site = OfficeSite("admin")
    site.register_desk_panel(lambda request: ("admin/app_list.html", {"app_list": []}), order=20)
    site.register_desk_panel(lambda request: None, order=5)
    site.register_desk_panel(
        lambda request: ("admin/app_list.html", {"app_list": [{"name": "先"}]}), order=10
    )
    request = rf.get("/admin/")
    request.user = superuser

    first, second = site.index(request).context_data["panels"]

    assert "先" in first
    assert "您还没有任何权限" in second


def test_pages_carry_the_committee_s_name(admin_client):
    Committee(name="示例市快递行业党委").save()

    response = admin_client.get("/admin/")

    assert response.context["site_header"] == response.context["site_title"] == "示例市快递行业党委"


def test_without_a_committee_there_is_a_title_too(client, superuser):
    assert client.get("/admin/login/").context["site_header"] == "行业党委工作台账"


@pytest.mark.parametrize(("demo", "times"), [(True, 1), (False, 0)])
def test_the_demo_says_so_on_its_pages(client, superuser, settings, demo, times):
    settings.DEMO = demo

    assert client.get("/admin/login/").text.count("demo-banner") == times


def test_scripts_speak_chinese_where_the_library_leaves_english(admin_client):
    catalog = admin_client.get("/admin/jsi18n/").text

    assert f'"Choose all %s": {json.dumps("选择全部%s")}' in catalog


@pytest.mark.urls("config.urls")
def test_an_office_that_has_nobody_is_led_to_its_first_run_page(client):
    assert client.get("/admin/login/").headers["Location"] == "/begin/"
