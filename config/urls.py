"""The addresses of Longstop."""

from django.conf import settings
from django.contrib.auth.views import PasswordResetView
from django.urls import include, path

from config.health import health
from obligations.admin import site as entry_site

# The mails of all kinds lie together; their links lead to the address that people use.
password_reset = PasswordResetView.as_view(
    subject_template_name="emails/password_reset_subject.txt",
    email_template_name="emails/password_reset.txt",
    html_email_template_name="emails/password_reset.html",
    extra_email_context={"base_url": settings.LONGSTOP_BASE_URL},
)

urlpatterns = [
    path("health", health, name="health"),
    path("admin/", entry_site.urls),
    path("account/password_reset/", password_reset, name="password_reset"),
    # account/login, account/logout, account/password_reset and their like
    path("account/", include("django.contrib.auth.urls")),
    path("", include("obligations.urls")),
]

handler403 = "obligations.views.errors.forbidden"
handler404 = "obligations.views.errors.not_found"
handler500 = "obligations.views.errors.failed"
