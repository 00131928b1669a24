"""All of Longstop as bin/demo runs it, but for its mailbox: python -m soak.system"""

from __future__ import annotations

import os

from config.local.places import make_folder, var_folder
from config.local.processes import listen, processes
from config.local.supervisor import Supervisor, take_place, use_database


def main() -> None:
    """Runs until a signal comes. LONGSTOP_VAR and LONGSTOP_SMTP_URL are set by whoever starts."""
    var = make_folder(var_folder())
    take_place(var)
    lease = use_database(var)
    os.environ["LONGSTOP_DEMO"] = "1"
    with listen(), listen() as web:
        wanted = [p for p in processes(web, web, var) if p.name != "mailbox"]
        Supervisor(var, wanted, lease).run()


if __name__ == "__main__":
    main()
