"""A drawn graph: boxes never stand over one another, and every arrow goes to the right."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.errors import RuleError
from obligations.outputs.layout import BOX_HEIGHT, BOX_WIDTH, lay_out


@st.composite
def graphs(draw):
    """Boxes and arrows without a circle: each arrow leads to a later box."""
    count = draw(st.integers(0, 14))
    nodes = [f"n{n}" for n in range(count)]
    pairs = list(combinations(nodes, 2))
    arrows = draw(st.lists(st.sampled_from(pairs), max_size=30)) if pairs else []
    return draw(st.permutations(nodes)), arrows


@given(graphs())
def test_arrows_go_right_and_boxes_stand_apart(graph):
    nodes, arrows = graph
    layout = lay_out(nodes, arrows)
    assert set(layout.places) == set(nodes)
    for start, end in arrows:
        assert layout.places[start].x + BOX_WIDTH < layout.places[end].x
    for one, other in combinations(layout.places.values(), 2):
        apart = abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
        assert apart, (one, other)
    for place in layout.places.values():
        assert 0 <= place.x <= layout.width - BOX_WIDTH
        assert 0 <= place.y <= layout.height - BOX_HEIGHT


@pytest.mark.parametrize(
    ("arrows", "columns"),
    [
        ([], {"a": 0, "b": 0, "c": 0}),
        ([("a", "b"), ("b", "c")], {"a": 0, "b": 1, "c": 2}),
        ([("a", "c"), ("b", "c")], {"a": 0, "b": 0, "c": 1}),
        ([("a", "b"), ("b", "c"), ("a", "c")], {"a": 0, "b": 1, "c": 2}),
        ([("a", "elsewhere"), ("a", "b"), ("a", "b")], {"a": 0, "b": 1, "c": 0}),
    ],
)
def test_columns(arrows, columns):
    places = lay_out(["a", "b", "c"], arrows).places
    assert {name: place.column for name, place in places.items()} == columns


def test_a_circle_is_told():
    with pytest.raises(RuleError, match="circle"):
        lay_out(["a", "b"], [("a", "b"), ("b", "a")])
