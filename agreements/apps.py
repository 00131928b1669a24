from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Who agreed what."""

    name = "agreements"
    verbose_name = "Agreements"
    default_auto_field = "django.db.models.BigAutoField"
