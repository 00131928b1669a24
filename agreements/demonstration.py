"""The people of the demonstration. Plain facts, so that anything may read them."""

from typing import NamedTuple


class Person(NamedTuple):
    email: str
    full_name: str
    role: str


OWNER = Person("olivia.hart@longstop.example", "Olivia Hart", "counsel")
COLLEAGUE = Person("ben.okafor@longstop.example", "Ben Okafor", "editor")
# She is on no team: she sees what all staff may see, and nothing else.
OUTSIDER = Person("rosa.lind@longstop.example", "Rosa Lind", "reader")
ADMINISTRATOR = Person("admin@longstop.example", "Ada Quill", "administrator")

CAST = (OWNER, COLLEAGUE, OUTSIDER, ADMINISTRATOR)
PASSWORD_FILE = "demo-password"
