"""Downloads know their checksum and their measure; new files of both kinds are stored without personal data."""

import wagtail.images.models
from django.core.exceptions import ValidationError
from django.db import migrations, models

import portal.files.fields
from portal.files.measures import measure, sha256
from portal.files.signatures import extension_of


def describe(apps, schema_editor):
    """Files that came before are measured, not rewritten: somebody may have their checksum, or link to their bytes."""
    downloads = apps.get_model("files", "Download").objects.using(schema_editor.connection.alias)
    for download in downloads.exclude(file="").only("pk", "file"):
        try:
            with download.file.storage.open(download.file.name) as stream:
                found = {"checksum": sha256(stream)} | measures(stream, download.file.name)
        except OSError:
            # Gone from the disk, as its address says already.
            continue
        downloads.filter(pk=download.pk).update(**found)


def measures(stream, name):
    try:
        size = measure(stream, extension_of(name))
    except ValidationError:
        return {}
    return dict(zip(("width", "height"), size)) if size else {}


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField("download", "checksum", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AddField("download", "width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
        migrations.AddField("download", "height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
        migrations.AlterField(
            "download",
            "file",
            portal.files.fields.DownloadField(upload_to="documents", verbose_name="file"),
        ),
        migrations.AlterField(
            "picture",
            "file",
            portal.files.fields.PictureField(
                height_field="height",
                upload_to=wagtail.images.models.get_upload_to,
                verbose_name="file",
                width_field="width",
            ),
        ),
        migrations.RunPython(describe, migrations.RunPython.noop, elidable=True),
    ]
