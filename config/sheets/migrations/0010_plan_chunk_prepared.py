from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sheets", "0009_saved_query")]

    operations = [
        migrations.AddField(
            model_name="planchunk",
            name="prepared",
            field=models.BinaryField(null=True, verbose_name="待写入的内容"),
        ),
    ]
