"""What hangs on what: the order in which dates can be worked out, and circles.

Nodes are names: key dates by name, obligations by reference. An arrow runs
from a name to what its rule speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from obligations.engine.errors import RuleError


def in_order(needs: Mapping[str, Iterable[str]], roots: Iterable[str] | None = None) -> list[str]:
    """The nodes, each after all that it needs; with `roots` only those and what they need.

    Names that are no nodes themselves (plain events) are passed over. Raises
    RuleError that prints the circle where there is one.
    """
    order: list[str] = []
    state: dict[str, int] = {}
    for root in needs if roots is None else roots:
        _visit(root, needs, state, order)
    return order


def _visit(
    root: str, needs: Mapping[str, Iterable[str]], state: dict[str, int], order: list[str]
) -> None:
    # By hand and not by recursion: a chain of a thousand defined dates is legal.
    path: list[str] = []
    stack: list[tuple[str, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if done:
            path.pop()
            state[node] = 2
            order.append(node)
            continue
        if state.get(node) == 2:
            continue
        if state.get(node) == 1:
            raise _circle(path[path.index(node) :] + [node])
        state[node] = 1
        path.append(node)
        stack.append((node, True))
        following = [n for n in needs[node] if n in needs and state.get(n) != 2]
        stack.extend((n, False) for n in reversed(following))


def _circle(nodes: list[str]) -> RuleError:
    return RuleError(
        "These dates depend on one another in a circle: "
        + " → ".join(f"[{node}]" for node in nodes)
        + "."
    )


def dependents(needs: Mapping[str, Iterable[str]], changed: Iterable[str]) -> set[str]:
    """Everything that a change of some names can move, the names themselves left out."""
    users: dict[str, set[str]] = {}
    for node, used in needs.items():
        for name in used:
            users.setdefault(name, set()).add(node)
    found: set[str] = set()
    queue = list(changed)
    while queue:
        for user in users.get(queue.pop(), ()):
            if user not in found:
                found.add(user)
                queue.append(user)
    return found
