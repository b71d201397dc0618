"""The columns that tie pages to languages.

Written by hand: `wagtailcore` refers to this model and this model to `wagtailcore`, so one migration would be circular
(Wagtail's documentation on custom page models).
"""

from django.db import migrations
from wagtail.models import BootstrapLocaleField, BootstrapTranslatableModel, BootstrapTranslationKeyField


class Migration(migrations.Migration):
    dependencies = [("basepage", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [
        BootstrapLocaleField("basepage.BasePage"),
        BootstrapTranslationKeyField("basepage.BasePage"),
        BootstrapTranslatableModel("basepage.BasePage"),
    ]
