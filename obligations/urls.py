"""The addresses of the pages."""

from django.urls import URLPattern, path

from obligations.views import (
    agreement,
    calendar_drafts,
    calendars,
    clock,
    documents,
    hold,
    key_date,
    mail,
    mailbox,
    obligation,
    people,
    register,
    reports,
    rule_check,
    theme,
    today,
)

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    # register
    path("register", register.register, name="register"),
    path("register.csv", register.as_csv, name="register_csv"),
    path("agreements", register.agreements, name="agreements"),
    # agreements/, each with its pages
    path("agreements/<path:reference>/obligations", agreement.obligations, name="duties"),
    path("agreements/<path:reference>/timeline", agreement.timeline, name="timeline"),
    path("agreements/<path:reference>/defects", agreement.defects, name="defects"),
    path("agreements/<path:reference>/documents", documents.documents, name="documents"),
    path("agreements/<path:reference>/history", agreement.history, name="history"),
    path("agreements/<path:reference>", agreement.agreement, name="agreement"),
    path("documents/<int:pk>", documents.document, name="document"),
    # key-dates/
    path("key-dates/<int:pk>", key_date.key_date, name="key_date"),
    path("key-dates/<int:pk>/record", key_date.record, name="record"),
    path("key-dates/<int:pk>/correct/<int:lineage>", key_date.correct, name="correct"),
    path("key-dates/<int:pk>/withdraw/<int:lineage>", key_date.withdraw, name="withdraw"),
    # obligations/ and their occurrences/
    path("obligations/<int:pk>", obligation.obligation, name="obligation"),
    path("obligations/<int:pk>/responsible", obligation.responsible, name="responsible"),
    path("obligations/<int:pk>/confirm", obligation.confirm, name="confirm"),
    path("obligations/<int:pk>/comment", obligation.comment, name="comment"),
    path("obligations/<int:pk>/history", obligation.history, name="obligation_history"),
    path("occurrences/<int:pk>/<str:name>", obligation.act, name="act"),
    # calendars/ of business days, their versions and drafts
    path("calendars", calendars.calendars, name="calendars"),
    path("calendars/new", calendar_drafts.new, name="calendar_new"),
    path("calendars/drafts/<int:pk>", calendar_drafts.draft, name="calendar_draft"),
    path("calendars/drafts/<int:pk>/alter", calendar_drafts.alter, name="calendar_alter"),
    path("calendars/drafts/<int:pk>/preview", calendar_drafts.preview, name="calendar_preview"),
    path("calendars/<str:name>.csv", calendars.as_csv, name="calendar_csv"),
    path("calendars/<str:name>/versions", calendars.versions, name="calendar_versions"),
    path("calendars/<str:name>/change", calendar_drafts.change, name="calendar_change"),
    path(
        "calendars/<str:name>/return/<int:number>",
        calendar_drafts.go_back,
        name="calendar_return",
    ),
    path("calendars/<str:name>", calendars.calendar, name="calendar"),
    # reports
    path("reports", reports.report_list, name="reports"),
    path("reports/rows", reports.report_rows, name="report_rows"),
    path("reports/<int:pk>", reports.report_page, name="report"),
    path("reports/<int:pk>/progress", reports.report_progress, name="report_progress"),
    path("reports/<int:pk>/file", reports.report_file, name="report_file"),
    path("reports/<int:pk>/cancel", reports.cancel_report, name="cancel_report"),
    path("reports/<int:pk>/retry", reports.retry_report, name="retry_report"),
    # mail
    path("mail", mail.messages, name="mail"),
    path("mail/hold", hold.hold, name="mail_hold"),
    path("mail/test", mail.send_test, name="mail_test"),
    path("mail/<int:pk>", mail.message, name="message"),
    path("mail/<int:pk>/html", mail.message_html, name="message_html"),
    path("mailbox", mailbox.mailbox, name="mailbox"),
    path("mailbox/<str:key>", mailbox.mail, name="mailbox_mail"),
    path("mailbox/<str:key>/html", mailbox.mail_html, name="mailbox_html"),
    # people
    path("people", people.people, name="people"),
    path("people/invite", people.invite_person, name="invite"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/invite", people.invite_again, name="invite_again"),
    path("invitation/<uidb64>/<token>", people.Accept.as_view(), name="invitation"),
    # a rule while it is typed
    path("rules/check", rule_check.rule_check, name="rule_check"),
    path("rules/complete", rule_check.rule_complete, name="rule_complete"),
    # the demonstration's clock, and the look
    path("clock/forward", clock.forward_clock, name="clock_forward"),
    path("theme", theme.theme, name="theme"),
]
