"""A site of its own for tests of the base classes, whatever pages the apps have."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.urls import path

from config.accounts.admin.base import OfficeAdmin, OfficeInline
from config.accounts.admin.committee import CommitteeAdmin
from config.accounts.admin.site import OfficeSite
from config.accounts.admin.users import GroupAdmin, UserAdmin
from config.accounts.models import Committee, User
from ledgers.models import Branch, Member
from unions.models import Brand, Employment, Enterprise, Worker

HIDDEN = "看不见的单位"


class EmploymentInline(OfficeInline):
    model = Employment


class WorkerAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    list_display = ("name", "identity_number", "phone", "enterprise")
    list_filter = ("enterprise",)
    search_fields = ("name",)
    fields = ("name", "identity_number", "phone", "note")
    inlines = (EmploymentInline,)


class EnterpriseAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    list_display = ("name", "brand", "phone")
    search_fields = ("name",)

    def visible_to(self, request):
        return super().visible_to(request).exclude(name=HIDDEN)


class EmploymentAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    list_display = ("worker", "worker__phone", "enterprise", "enterprise__kind")
    list_filter = ("enterprise",)
    search_fields = ("worker__name",)


class MemberAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("worker", "joined_on")
    fields = ("worker", "joined_on", "converted_on")


class BranchAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("name", "founded_on")


class BrandAdmin(admin.ModelAdmin):
    pass


def open_page(request, month):
    return HttpResponse(f"汇总 {month}")


def listed_page(request):
    return HttpResponse("登记簿")


def greeting(request):
    return "admin/login.html" if request.user.is_superuser else None


site = OfficeSite("admin")
site.register(Worker, WorkerAdmin)
site.register(Enterprise, EnterpriseAdmin)
site.register(Employment, EmploymentAdmin)
site.register(Member, MemberAdmin)
site.register(Branch, BranchAdmin)
site.register(Brand, BrandAdmin)
site.register(Committee, CommitteeAdmin)
site.register(User, UserAdmin)
site.register(Group, GroupAdmin)
for page in admin.site._pages:  # lists link to pages that other apps registered
    site.register_page(page.route, page.view, page.name)
site.register_page("trial/<str:month>/", open_page, "trial_month")
site.register_page(
    "trial/", listed_page, "trial", listed_as=("汇总", "登记簿"), permission="unions.view_worker"
)

urlpatterns = [path("admin/", site.urls)]
