"""Data entry: Django's admin site, saving through the same actions as the pages."""

from obligations.admin import (
    agreement,
    calendar,
    carve_outs,
    consents,
    key_date,
    money,
    notices,
    obligation,
    party,
    people,
    policy,
    report_schedules,
    scenarios,
)
from obligations.admin.site import site

__all__ = [
    "agreement",
    "calendar",
    "carve_outs",
    "consents",
    "key_date",
    "money",
    "notices",
    "obligation",
    "party",
    "people",
    "policy",
    "report_schedules",
    "scenarios",
    "site",
]
