"""Which happening another one answers: a remedy the breach that was notified, and no other.

What says nothing answers the one that stands open on its day. Where several do, it answers none:
which one is for a person to say, and a caution asks for it.
"""

from __future__ import annotations

from itertools import takewhile

from obligations.engine.run import Run, show
from obligations.engine.values import Events, Moment


def answers_this(run: Run, name: str, moment: Moment) -> bool:
    """Whether a happening of a name counts for the happening by which the rule is driven.

    It does wherever the name answers nothing, or something else than what drives the rule.
    """
    fact = run.world.facts.get(name)
    this = run.bound.get(fact.answers) if isinstance(fact, Events) else None
    if this is None:
        return True
    assert isinstance(fact, Events)
    if moment.answers:
        return moment.answers == this.lineage
    # Among them is this one: whatever answered it before would have been taken before.
    open_then = _open_on(run, fact, moment)
    if len(open_then) > 1:
        days = ", ".join(show(one.day) for one in open_then)
        run.note(
            f"[{name}] of {show(moment.day)} does not say which [{fact.answers}] it answers, and"
            f" {len(open_then)} stood open: {days}. It counts for none of them until that is"
            " said on its page."
        )
    return len(open_then) == 1


def _open_on(run: Run, fact: Events, until: Moment) -> list[Moment]:
    """What was not answered yet when something happened that may answer it."""
    asked = run.world.facts.get(fact.answers)
    moments = asked.moments if isinstance(asked, Events) else ()
    found = [moment for moment in moments if moment.day <= until.day]
    for earlier in takewhile(lambda one: one is not until, fact.moments):
        there = [moment for moment in found if moment.day <= earlier.day]
        said = [moment for moment in there if moment.lineage == earlier.answers]
        if closed := said or (there if len(there) == 1 and not earlier.answers else []):
            found.remove(closed[0])
    return found
