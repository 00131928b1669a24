from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.audit import recording
from agreements.demonstration import ADMINISTRATOR, COLLEAGUE, OWNER
from agreements.models import Agreement, Defect, TeamMember, User
from agreements.walls import seeing_everything
from obligations.actions.files import import_file
from obligations.actions.money_story import tell_money
from obligations.actions.occurrences import assign_agreement, confirm
from obligations.actions.report_schedules import Rhythm, set_up
from obligations.actions.saved_views import save_view
from obligations.actions.scenario_files import import_scenario
from obligations.actions.story import tell, tell_notices
from obligations.actions.story_calendars import tell_calendar
from obligations.agreement_file.notices import read_notices
from obligations.agreement_file.schema import AgreementFile
from obligations.clock import set_day
from obligations.engine.errors import EngineError
from obligations.management.commands.import_agreement import read_file
from obligations.management.commands.import_scenario import read_file as read_scenario_file
from obligations.models import BusinessClock, Obligation, SavedView, Scenario
from obligations.queries.register import Filters
from obligations.queries.report_scope import Wanted

OPENING_DAY = date(2001, 9, 4)

# Who answers for each sample: the first, and the deputy.
RESPONSIBLE = {
    "UA-1999": (COLLEAGUE, OWNER),
    "RRA-2000": (COLLEAGUE, OWNER),
    "LIC-2001": (OWNER, COLLEAGUE),
}

# Views of the register that everybody finds there.
VIEWS = {
    "All that is late": Filters(status="overdue"),
    "Payments to come": Filters(kind="payment", status="scheduled"),
    "The licence, active": Filters(agreement="LIC-2001", status="active"),
}


class Command(BaseCommand):
    help = "Loads the three sample agreements and the demonstration's story, where missing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LONGSTOP_DEMO:
            raise CommandError("The samples belong to the demonstration (LONGSTOP_DEMO=1).")
        call_command("demo_users", stdout=self.stdout)
        if set_day() is None:
            BusinessClock.objects.create(day=OPENING_DAY)
        for path in sorted((settings.BASE_DIR / "samples").glob("*.yaml")):
            with seeing_everything():
                self._load(path)
        with seeing_everything():
            self._send_reports()
            self._save_views()
        for path in sorted((settings.BASE_DIR / "samples" / "scenarios").glob("*.yaml")):
            with seeing_everything():
                self._put_on_paper(path)

    def _send_reports(self) -> None:
        """Every Monday the owner gets a report by mail of what is coming; given up, it stays so."""
        by = User.objects.get(email=OWNER.email)
        history = apps.get_model("obligations", "ReportScheduleHistory")
        if history._default_manager.filter(made_by=by).exists():
            return
        set_up(
            name="Monday morning",
            wanted=Wanted(set_day() or OPENING_DAY, kind="coming", horizon=90),
            rhythm=Rhythm(hour=8, zone=by.zone, weekday=0),
            people=[by],
            attach=True,
            by=by,
        )
        self.stdout.write("“Monday morning” is a report by mail.")

    def _save_views(self) -> None:
        by = User.objects.get(email=OWNER.email)
        for name, filters in VIEWS.items():
            if not SavedView.objects.filter(made_by=by, name=name).exists():
                save_view(name=name, filters=filters, sharing=SavedView.Sharing.SHARED, by=by)

    def _put_on_paper(self, path: Path) -> None:
        file = read_scenario_file(path)
        by = User.objects.get(email=OWNER.email)
        if Scenario.objects.filter(name=file.name, made_by=by).exists():
            return
        try:
            import_scenario(file=file, by=by)
        except EngineError as error:
            # Who has worked on in the demonstration may have taken away what it changes.
            self.stdout.write(f"{path.name} is left out: {error}")
            return
        self.stdout.write(f"“{file.name}” is on paper.")

    def _load(self, path: Path) -> None:
        file = read_file(path)
        reference = file.agreement.reference
        if Agreement.objects.filter(reference=reference).exists():
            self.stdout.write(f"{reference} is there already.")
            return
        try:
            with transaction.atomic():
                import_file(file=file, by=User.objects.system(), reason="the sample agreement")
                told = self._people_and_story(file, path)
        except EngineError as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(f"{reference} is loaded, {told} entries of its story told.")

    def _people_and_story(self, file: AgreementFile, path: Path) -> int:
        reference = file.agreement.reference
        agreement = Agreement.objects.get(reference=reference)
        people = {u.email: u for u in User.objects.all()}
        system = User.objects.system()
        first, deputy = (people[p.email] for p in RESPONSIBLE.get(reference, (OWNER, COLLEAGUE)))
        with recording(by=system, action="load samples", reason="the demonstration's team"):
            for person in (OWNER, COLLEAGUE, ADMINISTRATOR):
                TeamMember.objects.create(agreement=agreement, user=people[person.email])
            Agreement.objects.filter(pk=agreement.pk).update(owner=people[OWNER.email])
            assign_agreement(agreement=agreement, to=first, deputy=deputy, by=system)
            _confirm(agreement, people[OWNER.email])
        story = path.parent / "story" / path.name
        if not story.exists():
            return 0
        text, by = story.read_text(encoding="utf-8"), people[OWNER.email]
        with_notices = replace(file, notices=read_notices(text, file))
        tell_notices(agreement=agreement, file=with_notices, by=by)
        said = yaml.safe_load(text)
        told = tell(agreement=agreement, story=said, by=by)
        told += tell_money(agreement=agreement, story=said, by=by, keeper=system)
        return told + tell_calendar(agreement=agreement, story=said, keeper=system)


def _confirm(agreement: Agreement, by: User) -> None:
    """Counsel has confirmed what no open defect of the text touches; the rest waits for her."""
    doubtful = {
        ref
        for affects in Defect.objects.filter(agreement=agreement, decision="").values_list(
            "affects", flat=True
        )
        for ref in affects
    }
    for obligation in Obligation.objects.filter(agreement=agreement).select_related("terms"):
        if obligation.ref not in doubtful:
            confirm(obligation=obligation, by=by)
