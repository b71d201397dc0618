"""The groups of people who write. Their permissions come from `prepare_site`: they depend on pages."""

from django.db import migrations

from portal.accounts.roles import Role


def create_groups(apps, schema_editor):
    for role in Role.values:
        apps.get_model("auth", "Group").objects.get_or_create(name=role)
    # Wagtail makes two groups of its own, which no rule of this portal knows.
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_four_eyes"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
