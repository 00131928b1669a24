"""People sign in by e-mail address, however they capitalise it; roles decide about the admin."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from agreements.demonstration import CAST
from agreements.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def olivia():
    return User.objects.create_user(
        "Olivia.Hart@Longstop.example", "a long password", full_name="Olivia Hart", role="counsel"
    )


@pytest.mark.parametrize("typed", ["olivia.hart@longstop.example", "OLIVIA.HART@LONGSTOP.EXAMPLE"])
def test_capitals_do_not_matter_at_sign_in(olivia, typed):
    assert authenticate(username=typed, password="a long password") == olivia


def test_an_address_is_one_account(olivia):
    assert olivia.email == "olivia.hart@longstop.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("olivia.HART@longstop.example", full_name="Another")


def test_a_form_says_so_before_the_database_does(olivia):
    twin = User(email="OLIVIA.HART@longstop.example", full_name="Another", password="x")
    with pytest.raises(ValidationError, match="already exists"):
        twin.full_clean()


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("", full_name="Nobody")


@pytest.mark.parametrize(
    ("role", "staff", "superuser"),
    [
        ("reader", False, False),
        ("editor", True, False),
        ("counsel", True, False),
        ("administrator", True, True),
    ],
)
def test_the_role_decides_about_the_admin(role, staff, superuser):
    user = User(email="a@longstop.example", role=role)
    assert (user.is_staff, user.is_superuser) == (staff, superuser)


def test_an_unknown_role_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("a@longstop.example", full_name="A", role="emperor")


def test_an_unknown_zone_is_refused_with_a_sentence(olivia):
    olivia.zone = "Europe/Atlantis"
    with pytest.raises(ValidationError, match="Europe/Atlantis is not a time zone"):
        olivia.full_clean()


def test_a_new_user_has_the_zone_of_the_settings(olivia, settings):
    assert olivia.zone == settings.LONGSTOP_ZONE


def test_the_system_user_cannot_sign_in():
    system = User.objects.system()
    assert (system.full_name, system.is_active) == ("system", False)
    assert not system.has_usable_password()


def test_an_administrator_is_made_on_the_command_line():
    call_command(
        "createsuperuser", "--noinput", email="root@longstop.example", full_name="Root", verbosity=0
    )
    assert User.objects.get(email="root@longstop.example").role == "administrator"


@pytest.fixture
def demo(settings, tmp_path):
    settings.LONGSTOP_DEMO = True
    settings.LONGSTOP_VAR = tmp_path
    return tmp_path / "demo-password"


def test_demonstration_users_share_a_kept_password(demo):
    call_command("demo_users")
    for person in CAST:
        user = authenticate(username=person.email, password=demo.read_text().strip())
        assert (user.full_name, user.role) == (person.full_name, person.role)


def test_demonstration_users_follow_a_new_password(demo):
    call_command("demo_users")
    demo.unlink()
    call_command("demo_users")
    assert authenticate(username=CAST[0].email, password=demo.read_text().strip())


def test_production_has_no_demonstration_users(demo, settings):
    settings.LONGSTOP_DEMO = False
    with pytest.raises(CommandError, match="no place in production"):
        call_command("demo_users")
