"""People who use Longstop."""

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

SYSTEM_EMAIL = "system@longstop.invalid"


def default_zone() -> str:
    """The zone that a new user starts with."""
    return settings.LONGSTOP_ZONE


def validate_zone(value: str) -> None:
    """Refuses what is not the name of a time zone."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            "%(value)s is not a time zone. Write it as Europe/London or America/New_York.",
            code="zone",
            params={"value": value},
        )


class LowercaseEmailField(models.EmailField):
    """An address kept, compared and looked up in lower case, so that nobody has two accounts."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by their e-mail address, however it is capitalised."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Saves and returns a new user; without a password, one who cannot sign in yet."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Saves and returns a new administrator."""
        return self.create_user(email, password, **{**fields, "role": User.Role.ADMINISTRATOR})

    def system(self) -> "User":
        """The user in whose name Longstop itself writes."""
        return self.get(email=SYSTEM_EMAIL)


class User(AbstractUser):
    """A person who signs in by e-mail address. What they may do follows from their role."""

    class Role(models.TextChoices):
        READER = "reader", "Reader"
        EDITOR = "editor", "Editor"
        COUNSEL = "counsel", "Counsel"
        ADMINISTRATOR = "administrator", "Administrator"

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    email = LowercaseEmailField("e-mail address", unique=True)
    full_name = models.CharField("full name", max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.READER)
    zone = models.CharField(
        "time zone", max_length=64, default=default_zone, validators=[validate_zone]
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lowercase"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["reader", "editor", "counsel", "administrator"]),
                name="user_role_known",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def is_staff(self) -> bool:  # type: ignore[override]
        """Whether the admin site is open to them: to all who enter data."""
        return self.role != self.Role.READER

    @property
    def is_system(self) -> bool:
        """Whether this is Longstop itself, which reads past walls."""
        return self.email == SYSTEM_EMAIL

    @property
    def is_superuser(self) -> bool:  # type: ignore[override]
        """Whether Django's own permission checks always say yes."""
        return self.role == self.Role.ADMINISTRATOR

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.partition(" ")[0]
