"""What each counting rule rests on, in the words that explanations print.

docs/conventions.md explains each with a worked example; a test fails when one
is missing there.
"""

from __future__ import annotations

from typing import Final

EXCLUDE_FIRST: Final = (
    "First day excluded, last day included, every calendar day counted"
    " (Lester v Garland (1808) 15 Ves Jun 248; N.Y. Gen. Constr. Law s. 20;"
    " Cal. Code Civ. Proc. s. 12)"
)
BUSINESS_DAYS: Final = "First day excluded, last day included, business days alone counted"
BEGINNING_WITH: Final = "“Beginning with” a day counts that day"
CLEAR: Final = "Clear days leave out both the first and the last day"
MONTHS: Final = (
    "A month ends on the corresponding date, or else on the last day of its month"
    " (Dodds v Walker [1981] 1 WLR 1027; N.Y. Gen. Constr. Law s. 30); rounded once"
)
NOT_LESS_AFTER: Final = (
    "Not less than a time after: free from the corresponding date itself"
    " (E J Riley Investments Ltd v Eurostile Holdings Ltd [1985] 1 WLR 1139)"
)
NOT_LATER_BEFORE: Final = (
    "Not later than a time before: any hour of that day is in time"
    " (Elements (Europe) Ltd v FK Building Ltd [2023] EWHC 726 (TCC))"
)
HOURS: Final = "Hours run on; changing the clocks does not stop them"
STRICT: Final = "Before a day: the last day is the one before it"
POSTPONED: Final = "Each day of the delay counts once, its first and last day included"
SUSPENDED: Final = "The clock stands still on suspended days; the rest runs afterwards"
ROLL_STATED: Final = "The rule's own words move a closed day"
ROLL_AGREED: Final = "The agreement moves closed days"
ROLL_BACK: Final = "What is counted back is rolled back (Fed. R. Civ. P. 6(a)(5), by analogy)"
NOT_BEYOND_BOUND: Final = "A roll does not cross a bound"
SERIES: Final = "The n-th date is the anchor and n periods, not the date before and one"
PERIOD_END: Final = "Periods of the calendar, or of the fiscal year that the agreement gives"
EARLIER_LATER: Final = "With a leg still open, the date is bounded by the legs that are known"
RECEIPT: Final = "The agreement's own notice clause"
