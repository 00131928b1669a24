"""A year of what is closed and open, as SVG: a row for each prohibition and one for all.

Places are in per cent of the width, so that it fits every screen without
scaling its letters; colours and patterns are the style sheet's.
"""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

from obligations.engine.permission import Band
from obligations.engine.run import show
from obligations.queries.may_we import Strip, StripRow

ROW, BAR, AXIS = 40, 14, 22
LONGEST_NAME = 46
SLUGS = {"allowed": "open", "within": "carved", "only if": "asks", "forbidden": "closed"}
SAYS = {"allowed": "open", "within": "carve-out", "only if": "to confirm", "forbidden": "closed"}


def draw(strip: Strip, day: date) -> SafeString:
    """The strip of a year, with its words in a title; a table beside it says the same."""
    height = AXIS + ROW * len(strip.rows)
    svg = ET.Element(
        "svg",
        {
            "class": "year-strip",
            "width": "100%",
            "height": str(height),
            "role": "img",
            "aria-labelledby": "strip-name strip-says",
        },
    )
    ET.SubElement(svg, "title", {"id": "strip-name"}).text = "A year of closed and open days"
    ET.SubElement(svg, "desc", {"id": "strip-says"}).text = _says(strip)
    _patterns(svg)
    _months(svg, strip, height)
    for number, row in enumerate(strip.rows):
        _row(svg, strip, row, AXIS + ROW * number)
    # ElementTree escapes every text and attribute.
    return mark_safe(ET.tostring(svg, encoding="unicode"))


def _says(strip: Strip) -> str:
    whole = "; ".join(
        f"{SAYS[band.verdict]} from {show(band.first)} to {show(band.last)}"
        for band in strip.rows[0].bands
    )
    return f"All together: {whole}. The table below says the same for each prohibition."


def _patterns(svg: ET.Element) -> None:
    """Lines, dots and wide lines, so that no colour is needed to tell them apart."""
    defs = ET.SubElement(svg, "defs")
    for name, size in (("closed", 5), ("asks", 9), ("carved", 6)):
        place = {"id": f"strip-{name}", "width": f"{size}", "height": f"{size}"}
        pattern = ET.SubElement(
            defs, "pattern", {**place, "patternUnits": "userSpaceOnUse", "class": f"fill-{name}"}
        )
        ET.SubElement(pattern, "rect", {"width": f"{size}", "height": f"{size}", "class": "ground"})
        if name == "carved":
            ET.SubElement(pattern, "circle", {"cx": "3", "cy": "3", "r": "1.3", "class": "mark"})
        else:
            path = f"M0 {size}L{size} 0M-1 1L1 -1M{size - 1} {size + 1}L{size + 1} {size - 1}"
            ET.SubElement(pattern, "path", {"d": path, "class": "mark"})


def _x(strip: Strip, day: date) -> float:
    days = (strip.last - strip.first).days + 1
    return 100 * (day - strip.first).days / days


def _months(svg: ET.Element, strip: Strip, height: int) -> None:
    month = strip.first.replace(day=1)
    while month <= strip.last:
        if month >= strip.first:
            x = f"{_x(strip, month):.3f}%"
            ET.SubElement(
                svg, "line", {"x1": x, "x2": x, "y1": "4", "y2": f"{height}", "class": "month"}
            )
            text = f"{month:%b}" if month.month > 1 else f"{month.year}"
            label = ET.SubElement(svg, "text", {"x": x, "dx": "3", "y": "14", "class": "month"})
            label.text = text
        month = (month + timedelta(days=32)).replace(day=1)


def _row(svg: ET.Element, strip: Strip, row: StripRow, top: int) -> None:
    group = ET.SubElement(svg, "g", {"class": "whole" if row.banned is None else "one"})
    ET.SubElement(group, "text", {"x": "0", "y": f"{top + 13}", "class": "name"}).text = _name(row)
    for band in row.bands:
        _band(group, strip, band, top + 18)


def _band(group: ET.Element, strip: Strip, band: Band, top: int) -> None:
    slug = SLUGS[band.verdict]
    start, end = _x(strip, band.first), _x(strip, band.last + timedelta(days=1))
    place = {"x": f"{start:.3f}%", "width": f"{end - start:.3f}%", "y": f"{top}"}
    fill = {"fill": f"url(#strip-{slug})"} if slug != "open" else {"fill": "none"}
    bar = ET.SubElement(
        group, "rect", {**place, **fill, "height": f"{BAR}", "class": f"bar {slug}"}
    )
    words = f"{SAYS[band.verdict]}: {show(band.first)} to {show(band.last)}"
    ET.SubElement(bar, "title").text = words


def _name(row: StripRow) -> str:
    if row.banned is None:
        return "All together"
    one = row.banned
    text = f"{one.agreement.reference} {one.obligation.section} {one.obligation.title}"
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"
