"""Pages of users, groups and the committee: nobody gives more than they have."""

import pytest
from django.contrib.auth.models import Group, Permission

from config.accounts.models import Committee, User
from tests.pages import save

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.accounts.trial_site")]

USERS = "/admin/accounts/user/"


@pytest.fixture
def keeper_client(clerk_client, clerk):
    """Signed in as somebody who keeps the accounts without being a superuser."""
    named = [f"{verb}_user" for verb in ("add", "change", "view")]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=named))
    return clerk_client


def account(user, **typed):
    inlines = {
        f"{rows}-{form}_FORMS": "0"
        for rows in ("role_grants", "scopes")
        for form in ("TOTAL", "INITIAL")
    }
    return {"username": user.username, "name": user.name, "is_active": "on", **inlines, **typed}


def test_a_keeper_makes_nobody_a_superuser_and_gives_no_rights(keeper_client):
    colleague = User.objects.create_user("colleague", name="同事")
    rights = {"is_superuser": "on", "user_permissions": Permission.objects.first().pk}

    page = f"{USERS}{colleague.pk}/change/"
    response = save(keeper_client, page, account(colleague, name="同事乙", **rights))

    colleague.refresh_from_db()
    assert response.status_code == 302
    assert (colleague.name, colleague.is_superuser) == ("同事乙", False)
    assert not colleague.user_permissions.exists()


@pytest.mark.parametrize("view", ["change", "password"])
def test_a_keeper_does_not_touch_a_superuser(keeper_client, superuser, view):
    response = keeper_client.post(
        f"{USERS}{superuser.pk}/{view}/",
        account(superuser, name="改名", password1="another-pass-9", password2="another-pass-9"),
    )

    superuser.refresh_from_db()
    assert response.status_code == 403
    assert superuser.name == "管理员"
    assert superuser.check_password("office-pass-1")


def test_a_keeper_does_not_touch_whoever_has_further_rights(keeper_client):
    payer = User.objects.create_user("payer", name="审批")
    payer.user_permissions.add(Permission.objects.get(codename="change_payment"))

    response = keeper_client.post(f"{USERS}{payer.pk}/change/", account(payer, name="改名"))

    assert response.status_code == 403


def test_a_new_account_may_sign_in(admin_client):
    typed = {"username": "new", "name": "新人"}
    admin_client.post(
        f"{USERS}add/", {**typed, "password1": "office-pass-77", "password2": "office-pass-77"}
    )

    assert User.objects.filter(**typed, is_staff=True).count() == 1


def test_the_page_of_an_account_tells_nothing_of_its_password(admin_client, superuser):
    page = admin_client.get(f"{USERS}{superuser.pk}/change/").text

    assert "<strong>已设置</strong>" in page
    assert superuser.password.split("$")[0] not in page


def test_permissions_are_offered_in_the_office_s_words(admin_client):
    page = admin_client.get("/admin/auth/group/add/").context["adminform"].form

    labels = [label for _, label in page.fields["permissions"].choices]

    assert [label for label in labels if label.startswith("从业人员")] == [
        "从业人员 · 增加",
        "从业人员 · 修改",
        "从业人员 · 查看",
        "从业人员 · 查看完整内容",
        "从业人员 · 出具个人信息清单",
        "从业人员 · 去标识",
    ]
    assert [label for label in labels if "historical" in label] == []


def test_groups_are_for_superusers(clerk_client, clerk):
    clerk.user_permissions.set(Permission.objects.filter(codename__endswith="_group"))
    group = Group.objects.create(name="组")

    assert clerk_client.get("/admin/auth/group/add/").status_code == 403
    assert clerk_client.post(f"/admin/auth/group/{group.pk}/change/", {}).status_code == 403


def test_the_committee_has_one_page(admin_client):
    assert admin_client.get("/admin/accounts/committee/").headers["Location"].endswith("/add/")
    Committee(name="示例市快递行业党委").save()

    response = admin_client.get("/admin/accounts/committee/")

    assert response.headers["Location"] == "/admin/accounts/committee/1/change/"
    assert admin_client.get("/admin/accounts/committee/add/").status_code == 403


def test_somebody_without_rights_is_not_led_to_the_committee(clerk_client):
    Committee(name="示例市快递行业党委").save()

    assert clerk_client.get("/admin/accounts/committee/").status_code == 403
