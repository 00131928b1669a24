from agreements.models.agreement import Agreement, CopyRecipient, Participation, TeamMember
from agreements.models.document import Defect, Document
from agreements.models.party import Party
from agreements.models.seal import Seal
from agreements.models.user import User
from agreements.models.user_history import UserHistory

__all__ = [
    "Agreement",
    "CopyRecipient",
    "Defect",
    "Document",
    "Participation",
    "Party",
    "Seal",
    "TeamMember",
    "User",
    "UserHistory",
]
