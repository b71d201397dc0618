"""Wagtail's migrations leave a "Welcome" page of the bare base type, which has no template. `prepare_site` makes homes."""

from django.db import migrations


def remove_welcome_page(apps, schema_editor):
    pages = apps.get_model("basepage", "BasePage").objects
    removed, _rows = pages.filter(depth=2, slug="home", content_type__model="basepage").delete()
    if removed:
        pages.filter(depth=1).update(numchild=pages.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(remove_welcome_page, migrations.RunPython.noop)]
