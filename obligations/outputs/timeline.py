"""A timeline as SVG: lanes by kind, periods as bars, days as the shapes of their statuses.

Drawn from numbers alone; colours, faces and dark are the style sheet's. The
shapes are the symbols that every page carries (templates/components/shapes.html).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.run import show
from obligations.queries.timeline import Event, Item, Timeline

ROW = 20
MARK = 11
BAR = 12
AXIS = 46
LANE_GAP = 10
NAMES = 138
EDGE = 14
LETTER = 6.1
YEAR_WIDTH, NARROWEST, WIDEST = 200, 1180, 2800
# Bars of one lane with the same days are drawn as one from so many on.
MANY_BARS = 4
LONGEST_LABEL = 64
# A bar too short for so many letters has its label beside it.
LEAST_INSIDE = 30


@dataclass(frozen=True, slots=True)
class Drawing:
    """The chart, the column of its lanes' names, and where today is (None: outside)."""

    names: SafeString
    chart: SafeString
    today_at: int | None
    statuses: list[str]
    scale: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels."""

    first: date
    last: date
    width: int

    def x(self, day: date) -> float:
        days = (self.last - self.first).days or 1
        inner = self.width - 2 * EDGE
        return round(EDGE + inner * (day - self.first).days / days, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in a lane: from where to where it reaches, and its label."""

    x: float
    end: float
    label: str
    tip: str
    status: str
    path: str = ""
    is_bar: bool = False
    is_open: bool = False

    @property
    def is_inside(self) -> bool:
        """Whether a bar holds its label."""
        return self.is_bar and self.end - self.x >= len(self.label) * LETTER + 10

    @property
    def reach(self) -> float:
        """The right edge of the piece with its label."""
        if self.is_inside or not self.label:
            return self.end
        return self.end + 5 + len(self.label) * LETTER


@dataclass
class Lane:
    """A kind of obligation, its pieces packed into rows so that no two touch."""

    name: str
    rows: list[list[Piece]] = field(default_factory=list)

    @property
    def height(self) -> int:
        return max(1, len(self.rows)) * ROW + LANE_GAP

    def pack(self, pieces: Iterable[Piece]) -> None:
        """Puts each piece into the first row that has room for it."""
        for piece in sorted(pieces, key=lambda p: (p.x, -p.end)):
            row = next((r for r in self.rows if r[-1].reach + 8 <= piece.x - MARK / 2), None)
            if row is None:
                row = []
                self.rows.append(row)
            row.append(piece)


def draw(timeline: Timeline, today: date, title: str) -> Drawing | None:
    """The drawing of a timeline; None where no date is known."""
    days = timeline.days
    if not days:
        return None
    scale = _scale([*days, today] if _near(days, today) else days)
    lanes = _lanes(timeline, scale)
    height = AXIS + sum(lane.height for lane in lanes)
    inside = scale.first <= today <= scale.last
    return Drawing(
        names=_names(lanes, height),
        chart=_chart(lanes, scale, height, title, timeline, today if inside else None),
        today_at=int(scale.x(today)) if inside else None,
        statuses=_statuses(timeline.items),
        scale=max(1, round(scale.width / 700)),
    )


def _near(days: list[date], today: date) -> bool:
    """Whether today belongs to the picture: inside, or within a year of it."""
    year = timedelta(days=366)
    return min(days) - year <= today <= max(days) + year


def _scale(days: list[date]) -> Scale:
    first, last = min(days), max(days)
    first, last = first - timedelta(days=7), last + timedelta(days=21)
    years = (last - first).days / 365.25
    width = int(min(max(years * YEAR_WIDTH, NARROWEST), WIDEST))
    return Scale(first, last, width)


def _statuses(items: list[Item]) -> list[str]:
    return list(dict.fromkeys(item.status for item in items))


# Lanes


def _lanes(timeline: Timeline, scale: Scale) -> list[Lane]:
    lanes = []
    if timeline.events:
        lane = Lane("key dates")
        lane.pack(_events(timeline.events, scale))
        lanes.append(lane)
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in timeline.items:
        by_kind[item.kind].append(item)
    for kind in OBLIGATION_KINDS:
        if by_kind[kind]:
            lane = Lane(kind)
            lane.pack([*_days(by_kind[kind], scale), *_bars(by_kind[kind], scale)])
            lanes.append(lane)
    return lanes


def _events(events: list[Event], scale: Scale) -> list[Piece]:
    by_place: dict[float, list[Event]] = defaultdict(list)
    for event in events:
        by_place[scale.x(event.day)].append(event)
    return [
        Piece(
            x,
            scale.x(same[0].until) if same[0].until else x + MARK / 2,
            _short(same[0].name) if len(same) == 1 else f"{_short(same[0].name)} +{len(same) - 1}",
            "\n".join(f"{show(e.day)}: {e.name} ({e.certainty})" for e in same),
            "event",
            is_bar=same[0].until is not None,
        )
        for x, same in by_place.items()
    ]


def _days(items: list[Item], scale: Scale) -> list[Piece]:
    """Marks; those that would lie on one another are one mark with their number."""
    by_place: dict[tuple[int, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.day is not None:
            by_place[int(scale.x(item.day) // MARK), item.status].append(item)
    pieces = []
    for (_, status), same in by_place.items():
        x = scale.x(same[0].day or scale.first)
        label = same[0].section if len(same) == 1 else f"{len(same)}×"
        tip = _tip(_day_tip(item, item.day) for item in same if item.day)
        pieces.append(Piece(x, x + MARK / 2, _short(label, 16), tip, status, same[0].path, False))
    return pieces


def _day_tip(item: Item, day: date) -> str:
    since = "from " if item.opens else ""
    return f"{since}{show(day)}: {item.section} {item.name}, {item.status}"


def _bars(items: list[Item], scale: Scale) -> list[Piece]:
    by_days: dict[tuple[date | None, date | None, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.day is None:
            by_days[item.start, item.end, item.status].append(item)
    pieces = []
    for same in by_days.values():
        if len(same) >= MANY_BARS:
            pieces.append(_bar(same, scale))
        else:
            pieces += [_bar([item], scale) for item in same]
    return pieces


def _bar(same: list[Item], scale: Scale) -> Piece:
    one = same[0]
    start = scale.x(one.start) if one.start else 0.0
    end = scale.x(one.end) if one.end else float(scale.width)
    label = f"{one.section} {one.title}"
    if len(same) > 1:
        label = f"{len(same)}× {', '.join(item.section for item in same)}"
    since = show(one.start) if one.start else "the beginning"
    until = show(one.end) if one.end else "no end known"
    tip = _tip([f"{since} – {until}", *(f"{i.section} {i.name}, {i.status}" for i in same)])
    room = int((end - start - 10) / LETTER)
    label = _short(label, min(room, LONGEST_LABEL) if room >= LEAST_INSIDE else 44)
    return Piece(start, max(end, start + 3), label, tip, one.status, one.path, True, not one.end)


def _tip(lines: Iterable[str], most: int = 14) -> str:
    listed = list(lines)
    more = [f"and {len(listed) - most} more"] if len(listed) > most else []
    return "\n".join(listed[:most] + more)


def _short(text: str, most: int = 26) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


# Drawing


def _svg(parent_class: str, width: int, height: int) -> ET.Element:
    return ET.Element(
        "svg",
        {
            "class": parent_class,
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
        },
    )


def _done(svg: ET.Element) -> SafeString:
    # ElementTree escapes every text and attribute.
    return mark_safe(ET.tostring(svg, encoding="unicode"))


def _text(parent: ET.Element, x: float, y: float, text: str, class_: str) -> None:
    ET.SubElement(parent, "text", {"x": f"{x:g}", "y": f"{y:g}", "class": class_}).text = text


def _names(lanes: list[Lane], height: int) -> SafeString:
    svg = _svg("timeline-names", NAMES, height)
    svg.set("aria-hidden", "true")
    y = AXIS
    for lane in lanes:
        _rule(svg, 0, y, NAMES)
        _text(svg, 0, y + ROW - 3, lane.name[:1].upper() + lane.name[1:], "lane-name")
        y += lane.height
    return _done(svg)


def _rule(svg: ET.Element, x: float, y: float, width: float) -> None:
    place = {"x1": f"{x:g}", "x2": f"{x + width:g}", "y1": f"{y:g}", "y2": f"{y:g}"}
    ET.SubElement(svg, "line", {**place, "class": "lane-rule"})


def _chart(
    lanes: list[Lane],
    scale: Scale,
    height: int,
    title: str,
    timeline: Timeline,
    today: date | None,
) -> SafeString:
    svg = _svg("timeline-chart", scale.width, height)
    # Not an image: its pieces are links.
    svg.set("role", "group")
    svg.set("aria-labelledby", "timeline-name timeline-says")
    ET.SubElement(svg, "title", {"id": "timeline-name"}).text = title
    ET.SubElement(svg, "desc", {"id": "timeline-says"}).text = _says(timeline, today)
    _axis(svg, scale, height)
    y = AXIS
    for lane in lanes:
        _rule(svg, 0, y, scale.width)
        for number, row in enumerate(lane.rows):
            for piece in row:
                _piece(svg, piece, y + LANE_GAP / 2 + number * ROW + ROW / 2)
        y += lane.height
    if today is not None:
        _today(svg, scale.x(today), height, today)
    return _done(svg)


def _says(timeline: Timeline, today: date | None) -> str:
    days = timeline.days
    marked = f" Today, {show(today)}, is marked." if today else ""
    return (
        f"{len(timeline.items)} dates and periods from {show(min(days))} to {show(max(days))},"
        f" in a lane for each kind of obligation.{marked} The table below says the same."
    )


def _axis(svg: ET.Element, scale: Scale, height: int) -> None:
    year_width = scale.x(date(2001, 1, 1)) - scale.x(date(2000, 1, 1))
    step = 1 if year_width > 620 else 3 if year_width > 150 else 12
    for year in range(scale.first.year, scale.last.year + 1):
        for month in range(1, 13, step):
            day = date(year, month, 1)
            if scale.first <= day <= scale.last:
                _tick(svg, scale.x(day), height, day)


def _tick(svg: ET.Element, x: float, height: int, day: date) -> None:
    whole = day.month == 1
    place = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": "20" if whole else "38", "y2": f"{height}"}
    ET.SubElement(svg, "line", {**place, "class": "year" if whole else "month"})
    text = str(day.year) if whole else f"{day:%b}"
    _text(svg, x + 4, 31 if whole else 41, text, "year-name" if whole else "month-name")


def _piece(svg: ET.Element, piece: Piece, middle: float) -> None:
    parent = svg
    if piece.path:
        # The table below has the same links for the keyboard.
        parent = ET.SubElement(svg, "a", {"href": piece.path, "tabindex": "-1"})
    group = ET.SubElement(parent, "g", {"class": f"piece status-{slugify(piece.status)}"})
    ET.SubElement(group, "title").text = piece.tip
    _shape(group, piece, middle)
    if piece.label:
        x = piece.x + 5 if piece.is_inside else piece.end + 5
        _text(group, x, middle + 4, piece.label, "inside" if piece.is_inside else "beside")


def _shape(group: ET.Element, piece: Piece, middle: float) -> None:
    if piece.is_bar:
        size = {"width": f"{piece.end - piece.x:g}", "height": f"{BAR}"}
        place = {"x": f"{piece.x:g}", "y": f"{middle - BAR / 2:g}", "rx": "1"}
        ET.SubElement(
            group, "rect", {**place, **size, "class": "bar open" if piece.is_open else "bar"}
        )
    elif piece.status == "event":
        x = piece.x
        path = f"M{x:g} {middle + 5:g}l-4.5 -8h9z"
        ET.SubElement(group, "path", {"d": path, "class": "event-mark"})
    else:
        size = {"width": f"{MARK}", "height": f"{MARK}", "class": "mark-shape"}
        place = {"x": f"{piece.x - MARK / 2:g}", "y": f"{middle - MARK / 2:g}"}
        ET.SubElement(group, "use", {**place, **size, "href": f"#shape-{slugify(piece.status)}"})


def _today(svg: ET.Element, x: float, height: int, today: date) -> None:
    place = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": "0", "y2": f"{height}"}
    ET.SubElement(svg, "line", {**place, "class": "today"})
    _text(svg, x + 4, 11, f"today, {show(today)}", "today-name")
