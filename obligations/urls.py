"""The addresses of the pages."""

from django.urls import URLPattern, path

from obligations.views import clock, register, reports, theme, today

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    # register
    path("register", register.register, name="register"),
    path("register.csv", register.as_csv, name="register_csv"),
    path("agreements", register.agreements, name="agreements"),
    # reports
    path("reports", reports.report_list, name="reports"),
    path("reports/rows", reports.report_rows, name="report_rows"),
    path("reports/<int:pk>", reports.report_page, name="report"),
    path("reports/<int:pk>/progress", reports.report_progress, name="report_progress"),
    path("reports/<int:pk>/file", reports.report_file, name="report_file"),
    path("reports/<int:pk>/cancel", reports.cancel_report, name="cancel_report"),
    path("reports/<int:pk>/retry", reports.retry_report, name="retry_report"),
    # the demonstration's clock, and the look
    path("clock/forward", clock.forward_clock, name="clock_forward"),
    path("theme", theme.theme, name="theme"),
]
