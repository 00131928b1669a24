"""The addresses of the pages."""

from django.urls import URLPattern, path

from obligations.views import clock, theme, today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    # the demonstration's clock, and the look
    path("clock/forward", clock.forward_clock, name="clock_forward"),
    path("theme", theme.theme, name="theme"),
]
