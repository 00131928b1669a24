from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """What must happen, and when."""

    name = "obligations"
    verbose_name = "Obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Has the health address tell whether reminders leave, what to look at, what is sealed.

        History rows keep the business day where somebody has set one.
        """
        from agreements.audit import business_day
        from config.health import CHECKS, NOTICES
        from obligations.clock import set_day
        from obligations.queries.audit import audit_in_short
        from obligations.queries.calendar_warnings import calendars_in_short
        from obligations.queries.health import sender

        business_day[:] = [set_day]
        CHECKS["sender"] = sender
        NOTICES["calendars"] = calendars_in_short
        NOTICES["audit"] = audit_in_short
