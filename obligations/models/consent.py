"""Consents: who holds how much, which consent the agreement asks for, who was asked, who agreed."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from agreements.audit import tracked
from agreements.models import Agreement, Document, Party
from obligations.models.key_date import KeyDate
from obligations.models.obligation import Obligation


@tracked()
class Holding(models.Model):
    """How much of a security a party holds from a day on.

    It stands until its last day, or the day before the same party's next entry
    for the same security. An empty quantity is one that nobody knows.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="holdings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="holder")
    security = models.CharField(
        max_length=120, help_text="As the agreement calls it: Registrable Securities."
    )
    quantity = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="Empty while unknown."
    )
    from_date = models.DateField("from")
    until_date = models.DateField("last day", null=True, blank=True)
    source = models.CharField(
        max_length=200, blank=True, help_text="Where it stands: a register, a letter and its date."
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    is_assumed = models.BooleanField("assumed", default=False)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "security", "from_date"],
                name="holding_once_a_day",
                violation_error_code="from_date",
                violation_error_message="This holder has an entry from that day already.",
            ),
            models.CheckConstraint(
                name="holding_not_negative",
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gte=0),
                violation_error_code="quantity",
                violation_error_message="Nobody holds less than nothing; enter 0 or more.",
            ),
            models.CheckConstraint(
                name="holding_in_order",
                condition=models.Q(until_date__isnull=True)
                | models.Q(until_date__gte=models.F("from_date")),
                violation_error_code="until_date",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.security} from {self.from_date}"

    def clean(self) -> None:
        """Refuses an entry for days that another of the same holder and security has."""
        if self.party_id is None or self.from_date is None:
            return
        other = self._overlapping()
        if other is not None:
            until = f" until {other.until_date}" if other.until_date else ""
            raise ValidationError(
                {
                    "from_date": f"{self.party} has {self.security} from {other.from_date}{until}"
                    " already: these days would count twice. End one before the other begins."
                }
            )

    def _overlapping(self) -> "Holding | None":
        """Another entry for some of the same days; one without a last day ends at the next."""
        rows = Holding.objects.filter(
            agreement_id=self.agreement_id, party=self.party_id, security__iexact=self.security
        ).exclude(pk=self.pk)
        clash = models.Q(from_date=self.from_date)
        clash |= models.Q(from_date__lt=self.from_date, until_date__gte=self.from_date)
        if self.until_date is not None:
            clash |= models.Q(from_date__gt=self.from_date, from_date__lte=self.until_date)
        return rows.filter(clash).order_by("from_date").first()


@tracked()
class Affiliation(models.Model):
    """That a party is an affiliate of another, for a time or throughout.

    `by_holding_alone`: it counts as an affiliate only because of what it holds,
    which some agreements (registration rights, 6(o)) do not mind.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="affiliations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name="affiliate")
    affiliate_of = models.ForeignKey(Party, models.PROTECT, related_name="+")
    from_date = models.DateField("from", null=True, blank=True, help_text="Empty: all along.")
    until_date = models.DateField("last day", null=True, blank=True)
    by_holding_alone = models.BooleanField("only because of what it holds", default=False)
    source = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    is_assumed = models.BooleanField("assumed", default=False)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="affiliation_of_another",
                condition=~models.Q(party=models.F("affiliate_of")),
                violation_error_code="affiliate_of",
                violation_error_message="Nobody is their own affiliate.",
            ),
            models.CheckConstraint(
                name="affiliation_in_order",
                condition=models.Q(until_date__isnull=True)
                | models.Q(from_date__isnull=True)
                | models.Q(until_date__gte=models.F("from_date")),
                violation_error_code="until_date",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, affiliate of {self.affiliate_of}"


class Matter(models.TextChoices):
    """What consents are asked for."""

    WAIVER = "waiver", "Waiver"
    EXTENSION = "extension", "Extension"
    AMENDMENT = "amendment", "Amendment"
    PERMISSION = "permission", "Permission for an act"


@tracked()
class ConsentRule(models.Model):
    """Whose consent a clause asks for, and for what.

    Each of `persons` has to consent; so do holders of the share of `security`
    that `threshold` names. `matters` and `applies_to` (references of obligations,
    names of key dates, sections; empty for all) say for what. `not_counted`
    names whose holdings are left out, with those of their affiliates.
    """

    class Threshold(models.TextChoices):
        NONE = "", "None: the named persons alone"
        MAJORITY = "majority", "A majority"
        TWO_THIRDS = "two thirds", "At least two thirds"
        AT_LEAST = "at least", "At least a percentage"
        MORE_THAN = "more than", "More than a percentage"
        EACH = "each", "Each holder"

    class Among(models.TextChoices):
        OUTSTANDING = "outstanding", "All that is outstanding"
        VOTING = "voting", "What those hold who answer"
        CONCERNED = "concerned", "What those hold whom it concerns"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="consent_rules")
    name = models.CharField(max_length=120)
    section = models.CharField(max_length=120)
    matters = models.JSONField("for", default=list, help_text="waiver, extension, …")
    applies_to = models.JSONField(
        default=list, blank=True, help_text="References, key dates, sections; empty for all."
    )
    persons = models.JSONField(
        default=list, blank=True, help_text="Roles or parties, each of which has to consent."
    )
    threshold = models.CharField(max_length=12, choices=Threshold, blank=True)
    percent = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    security = models.CharField(max_length=120, blank=True)
    among = models.CharField(max_length=12, choices=Among, default=Among.OUTSTANDING)
    not_counted = models.JSONField(default=list, blank=True)
    condition = models.TextField(blank=True, help_text="When the clause can be used, in words.")
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "agreement",
                Lower("name"),
                name="consent_rule_name_once",
                violation_error_code="name",
                violation_error_message="There is already a consent rule of this name here.",
            ),
            models.CheckConstraint(
                name="consent_rule_percent",
                condition=models.Q(percent__isnull=True)
                | models.Q(percent__gt=0, percent__lte=100),
                violation_error_code="percent",
                violation_error_message="A percentage is above 0 and at most 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.name}"

    def clean(self) -> None:
        """Refuses a rule that nobody could count by."""
        wrong: dict[str, str] = {}
        if not self.matters or set(self.matters) - set(Matter.values):
            wrong["matters"] = f"Say for what: {', '.join(Matter.values)}."
        if not self.threshold and not self.persons:
            wrong["threshold"] = "Say whose consent is needed: persons, a threshold, or both."
        if self.threshold and not self.security:
            wrong["security"] = "Say of what the holders hold: Registrable Securities, shares."
        wants_percent = self.threshold in (self.Threshold.AT_LEAST, self.Threshold.MORE_THAN)
        if wants_percent != (self.percent is not None):
            wrong["percent"] = (
                "Give the percentage." if wants_percent else "This threshold needs no percentage."
            )
        if self.threshold == self.Threshold.MORE_THAN and self.percent == 100:
            wrong["percent"] = "Nobody has more than 100 %; say at least 100 %, or each holder."
        if wrong:
            raise ValidationError(wrong)


@tracked()
class ConsentRequest(models.Model):
    """A consent that was asked for: for what, under which rule, of whom, and what came of it.

    `tally` is the count as it stood when the request was closed. What it allows
    cites it (Adjustment.consent).
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        GIVEN = "given", "Given"
        NOT_GIVEN = "not given", "Not given"
        WITHDRAWN = "withdrawn", "Taken back"

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="consent_requests")
    number = models.PositiveIntegerField(help_text="Counted from 1 within the agreement.")
    rule = models.ForeignKey(ConsentRule, models.PROTECT, related_name="requests")
    matter = models.CharField(max_length=12, choices=Matter)
    subject = models.CharField(max_length=200, help_text="What the consent is to.")
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, null=True, blank=True, related_name="consent_requests"
    )
    occurrence = models.ForeignKey(
        "obligations.Occurrence",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="consent_requests",
    )
    key_date = models.ForeignKey(
        KeyDate, models.PROTECT, null=True, blank=True, related_name="consent_requests"
    )
    new_date = models.DateField("extended to", null=True, blank=True)
    record_date = models.DateField(help_text="On which day's holdings it is counted.")
    asked_date = models.DateField("asked on")
    answer_by_date = models.DateField("answers until", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_date = models.DateField("closed on", null=True, blank=True)
    tally = models.JSONField(default=dict, blank=True)
    is_assumed = models.BooleanField("assumed", default=False)
    note = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(help_text="By the business clock.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="consent_number_once"),
            models.CheckConstraint(
                name="consent_closed_on_a_day",
                condition=models.Q(state="open", closed_date__isnull=True)
                | ~models.Q(state="open") & models.Q(closed_date__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_answers_after_asking",
                condition=models.Q(answer_by_date__isnull=True)
                | models.Q(answer_by_date__gte=models.F("asked_date")),
                violation_error_code="answer_by_date",
                violation_error_message="Answers cannot end before they are asked for.",
            ),
        ]

    def __str__(self) -> str:
        return f"Consent {self.number}: {self.subject}"


@tracked()
class ConsentAnswer(models.Model):
    """Somebody who was asked, and what they answered; without an answer they are silent."""

    class Answer(models.TextChoices):
        SILENT = "", "No answer"
        CONSENT = "consent", "Consents"
        REFUSAL = "refusal", "Refuses"

    request = models.ForeignKey(ConsentRequest, models.CASCADE, related_name="answers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_date = models.DateField("answered on", null=True, blank=True)
    means = models.CharField(
        "by", max_length=200, blank=True, help_text="Letter, fax, notice and its number."
    )
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "party"], name="consent_asked_once"),
            models.CheckConstraint(
                name="consent_answered_on_a_day",
                condition=models.Q(answer="", answered_date__isnull=True)
                | ~models.Q(answer="") & models.Q(answered_date__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_answer_display()}"
