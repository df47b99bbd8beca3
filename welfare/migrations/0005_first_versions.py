from django.db import migrations

from config.accounts.first_versions import write_first_versions


def keep_partners(apps, schema_editor):
    """The partners of a policy as they stand belong to its first line."""
    lines = apps.get_model("welfare", "HistoricalPolicy").objects.values_list("id", "history_id")
    line_of = dict(lines)
    kept = apps.get_model("welfare", "HistoricalPolicy_partners")
    issued = apps.get_model("welfare", "Policy").partners.through.objects.order_by("pk")
    kept.objects.bulk_create(
        kept(
            id=row.pk,
            policy_id=row.policy_id,
            partner_id=row.partner_id,
            history_id=line_of[row.policy_id],
        )
        for row in issued
    )


class Migration(migrations.Migration):
    dependencies = [("welfare", "0004_more_history")]
    operations = [
        write_first_versions(
            "welfare",
            "CareActivity",
            "Meeting",
            "Policy",
            "Station",
            "StockReport",
            "SupplyDelivery",
        ),
        migrations.RunPython(keep_partners, migrations.RunPython.noop),
    ]
