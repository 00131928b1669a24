"""The kinds of reports, in the order in which they are offered."""

from obligations.outputs.kinds import (
    audit,
    closing,
    coming,
    compliance,
    notices,
    overdue,
    prohibitions,
)
from obligations.outputs.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    one.KIND.name: one.KIND
    for one in (compliance, coming, overdue, closing, prohibitions, notices, audit)
}
