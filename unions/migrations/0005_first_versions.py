from django.db import migrations

from config.accounts.first_versions import write_first_versions


class Migration(migrations.Migration):
    dependencies = [("unions", "0004_more_history")]
    operations = [write_first_versions("unions", "District", "Brand", "CourierHome")]
