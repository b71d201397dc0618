import uuid

from django.db import migrations, models


def give_keys(apps, schema_editor):
    """Each row its own: a default is computed once for the whole table."""
    key_dates = apps.get_model("elections", "KeyDate").objects.using(schema_editor.connection.alias)
    for pk in list(key_dates.values_list("pk", flat=True)):
        key_dates.filter(pk=pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("elections", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="keydate",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="keydate",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="keydate",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
