"""The addresses of Longstop."""

from django.contrib import admin
from django.urls import include, path

from config.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("admin/", admin.site.urls),
    # account/login, account/logout, account/password_reset and their like
    path("account/", include("django.contrib.auth.urls")),
    path("", include("obligations.urls")),
]

handler403 = "obligations.views.errors.forbidden"
handler404 = "obligations.views.errors.not_found"
handler500 = "obligations.views.errors.failed"
