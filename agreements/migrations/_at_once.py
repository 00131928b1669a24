"""Many operations at the price of one, for the migrations of all apps."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """Operations that know the models as they were before all and as they are after all of them.

    Django renders the models anew for each operation, a tenth of a second each time; here once.
    New tables may refer to each other, in circles too. Fields, constraints and triggers may be
    added as well, fields to tables that were there before; no two operations may change the same
    thing.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Only models that are rendered already are rendered anew with each change.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: Any, *states: ProjectState) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return f"{len(self.operations)} operations at once"
