"""The addresses of the pages."""

from django.urls import URLPattern, path

from obligations.views import clock, register, theme, today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    # register
    path("register", register.register, name="register"),
    path("register.csv", register.as_csv, name="register_csv"),
    path("agreements", register.agreements, name="agreements"),
    # the demonstration's clock, and the look
    path("clock/forward", clock.forward_clock, name="clock_forward"),
    path("theme", theme.theme, name="theme"),
]
