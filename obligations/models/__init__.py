from obligations.models.absence import Absence
from obligations.models.acknowledgement import Acknowledgement, How, Snooze
from obligations.models.adjustment import Adjustment
from obligations.models.calendar import (
    Calendar,
    CalendarDay,
    CalendarVersion,
    CalendarWarning,
)
from obligations.models.carve_out_use import CarveOutUse
from obligations.models.chosen import ChosenReading
from obligations.models.clock import BusinessClock, Heartbeat
from obligations.models.closing import ClosingItem, ClosingMark
from obligations.models.consent import (
    Affiliation,
    ConsentAnswer,
    ConsentRequest,
    ConsentRule,
    Holding,
    Matter,
)
from obligations.models.conventions import Conventions, NoticeRule
from obligations.models.feed import CalendarCopy, Feed
from obligations.models.hold import Hold
from obligations.models.key_date import Happening, KeyDate, SetDate
from obligations.models.ledger import (
    Allocation,
    BaseFigure,
    BaseRate,
    Market,
    Payment,
    Sales,
)
from obligations.models.money import (
    Deduction,
    LateInterest,
    PaymentShare,
    PaymentTerms,
    RoyaltyReduction,
)
from obligations.models.notice import AddressChange, Addressee, LetterTemplate, Notice
from obligations.models.obligation import CarveOut, Obligation, ObligationParty, Terms
from obligations.models.occurrence import Comment, DateMove, Evidence, Occurrence
from obligations.models.policy import ReminderPolicy
from obligations.models.preferences import ExternalRecipient, Following, Preferences
from obligations.models.reminder import Attempt, Message, Reminder, Telling
from obligations.models.report import Report
from obligations.models.report_schedule import ReportRecipient, ReportSchedule
from obligations.models.saved_view import DefaultView, SavedView
from obligations.models.scenario import Scenario, ScenarioStep
from obligations.models.schedule import Schedule, ScheduleRow, ScheduleText

__all__ = [
    "Absence",
    "Acknowledgement",
    "AddressChange",
    "Addressee",
    "Adjustment",
    "Allocation",
    "Affiliation",
    "Attempt",
    "BaseFigure",
    "BaseRate",
    "BusinessClock",
    "Calendar",
    "CalendarCopy",
    "CalendarDay",
    "CalendarVersion",
    "CalendarWarning",
    "CarveOut",
    "CarveOutUse",
    "ChosenReading",
    "ClosingItem",
    "ClosingMark",
    "Comment",
    "ConsentAnswer",
    "ConsentRequest",
    "ConsentRule",
    "Conventions",
    "DateMove",
    "DefaultView",
    "Deduction",
    "Evidence",
    "Feed",
    "ExternalRecipient",
    "Following",
    "Happening",
    "Heartbeat",
    "Hold",
    "Holding",
    "How",
    "KeyDate",
    "LateInterest",
    "LetterTemplate",
    "Market",
    "Matter",
    "Message",
    "Notice",
    "NoticeRule",
    "Obligation",
    "ObligationParty",
    "Occurrence",
    "Payment",
    "PaymentShare",
    "PaymentTerms",
    "Preferences",
    "Reminder",
    "ReminderPolicy",
    "Report",
    "ReportRecipient",
    "ReportSchedule",
    "RoyaltyReduction",
    "Sales",
    "SavedView",
    "Scenario",
    "ScenarioStep",
    "Schedule",
    "ScheduleRow",
    "ScheduleText",
    "SetDate",
    "Snooze",
    "Telling",
    "Terms",
]
