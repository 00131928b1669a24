"""Data entry: Django's admin site, saving through the same actions as the pages."""

from obligations.admin import (
    absences,
    agreement,
    calendar,
    carve_outs,
    consents,
    feeds,
    key_date,
    money,
    notices,
    obligation,
    party,
    people,
    policy,
    report_schedules,
    saved_views,
    scenarios,
)
from obligations.admin.site import site

__all__ = [
    "absences",
    "agreement",
    "calendar",
    "carve_outs",
    "consents",
    "feeds",
    "key_date",
    "money",
    "notices",
    "obligation",
    "party",
    "people",
    "policy",
    "report_schedules",
    "saved_views",
    "scenarios",
    "site",
]
