from django.db import migrations

STANDING = {
    "hardship_aid": "困难家庭扶助金",
    "certificate_subsidy": "取证补贴",
    "study_aid": "金秋助学",
    "health_check": "健康体检",
    "insurance": "人身意外保险",
}


def add_standing_programmes(apps, schema_editor):
    programmes = apps.get_model("welfare", "Programme").objects
    for kind, name in STANDING.items():
        programmes.get_or_create(name=name, defaults={"kind": kind, "standing": True})


def remove_unused_standing_programmes(apps, schema_editor):
    """A programme that money was paid from stays: its payments are protected."""
    programmes = apps.get_model("welfare", "Programme").objects
    programmes.filter(name__in=STANDING.values(), standing=True, payment=None).delete()


class Migration(migrations.Migration):
    dependencies = [("welfare", "0001_initial")]
    operations = [
        migrations.RunPython(add_standing_programmes, remove_unused_standing_programmes),
    ]
