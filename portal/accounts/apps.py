from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from portal.accounts.models import User, keep_authors

        pre_delete.connect(keep_authors, sender=User, dispatch_uid="accounts.keep_authors")
