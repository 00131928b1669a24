from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """What must happen, and when."""

    name = "obligations"
    verbose_name = "Obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Has the health address tell whether reminders leave."""
        from config.health import CHECKS
        from obligations.queries.health import sender

        CHECKS["sender"] = sender
