from django.db import migrations

NAMES = (
    "账号管理员",
    "安全管理员",
    "审计员",
    "综合管理员",
    "党务干事",
    "工会干事",
    "关爱干事",
    "审核人",
    "领导",
    "成员单位联系人",
)


def make_groups(apps, schema_editor):
    """The shipped roles; their rights come after every app's migrations, see roles.give_rights."""
    group = apps.get_model("auth", "Group")
    for name in NAMES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_and_scope")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
