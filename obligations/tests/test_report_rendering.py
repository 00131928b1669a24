"""The process that renders reaches nothing, is stopped at its limits, and gives the same bytes."""

import base64
import contextlib
import html
import http.server
import io
import logging
import os
import subprocess
import sys
import threading
import time

import psutil
import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from obligations.outputs import rendering
from obligations.outputs.renderer import Job, Limits, RenderFailed, Resource, render

PAGE = '<html lang="en"><head><title>T</title>{head}</head><body><h1>T</h1>{body}</body></html>'
IDENTIFIER = "0" * 32
SECRET = "what the file says"


def a_job(body="", head="", resources=None, limits=None):
    return Job(PAGE.format(head=head, body=body), resources or {}, IDENTIFIER, limits or Limits())


def text_of(rendered):
    reader = pypdf.PdfReader(io.BytesIO(rendered.content))
    return "\n".join(page.extract_text() for page in reader.pages)


def attachments_of(rendered):
    return dict(pypdf.PdfReader(io.BytesIO(rendered.content)).attachments)


@pytest.fixture
def secret(tmp_path):
    """A file that the process could read if it were let, as an address."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


@pytest.fixture
def visits():
    """A web server on this machine and the paths that it was asked for; /away leads to a file."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(302 if self.path == "/away" else 200)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


PROBES = {
    "an image": '<img alt="x" src="{}">',
    "an object": '<object data="{}">nothing</object>',
    "an embedded object": '<embed src="{}">',
    "an attached link": '<a rel="attachment" href="{}">x</a>',
    "a drawing's image": '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>',
    "a drawing's part": '<svg viewBox="0 0 9 9"><use href="{}#a"/></svg>',
    "a background": '<p style="background: url({})">x</p>',
    "generated content": "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "a list's mark": '<ul style="list-style-image: url({})"><li>x</li></ul>',
    "a font": "<style>@font-face {{ font-family: F; src: url({}) }} p {{ font-family: F }}</style>",
    "an import": "<style>@import url({});</style>",
    "an entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{}">]><p>&e;</p>',
    "a frame": '<iframe src="{}"></iframe>',
    "a drawing's style": (
        '<svg viewBox="0 0 9 9"><style>@import url("{0}"); rect {{ fill: url({0}) }}</style>'
        '<rect width="9" height="9"/></svg>'
    ),
    "an old drawing's link": (
        '<svg viewBox="0 0 9 9" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="{}" width="9" height="9"/></svg>'
    ),
    "a picture in sizes": '<picture><source srcset="{0} 1x"><img alt="x" src="{0}"></picture>',
}
HEADS = {
    "a style sheet": '<link rel="stylesheet" href="{}">',
    "an attachment": '<link rel="attachment" href="{}">',
    "what is known of it": '<link rel="metadata" type="application/rdf+xml" href="{}">',
    "a base address": '<base href="{}"><link rel="stylesheet" href="x.css">',
}


@pytest.mark.parametrize("probe", [*PROBES, *HEADS])
def test_no_file_and_no_server_is_reached_by(probe, secret, visits):
    address, seen = visits
    for target in (secret, f"{address}/plain", f"{address}/away"):
        body, head = PROBES.get(probe, "").format(target), HEADS.get(probe, "").format(target)
        rendered = render(a_job(body, head))
        assert SECRET not in text_of(rendered)
        assert SECRET.encode() not in rendered.content
        assert attachments_of(rendered) == {}
    assert seen == []


@pytest.mark.parametrize("address", ["data:text/css,h1{color:red}", "ftp://127.0.0.1/x", "//x/y"])
def test_no_other_kind_of_address_is_served_either(address):
    asking = a_job(head=f'<link rel="stylesheet" href="{address}">')
    assert render(asking).content == render(a_job()).content


def test_a_style_sheet_of_its_own_reaches_nothing_else(secret, visits):
    address, seen = visits
    style = f'@import url("{secret}"); @import url("{address}/x.css"); p {{ color: red }}'
    sheet = {"report:s": Resource("text/css", style.encode())}
    rendered = render(a_job("<p>x</p>", '<link rel="stylesheet" href="report:s">', sheet))
    assert SECRET.encode() not in rendered.content and seen == []


BOMBS = {
    "entities": (
        "data:image/svg+xml,<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(
            f"<!ENTITY {x} '{('&' + w + ';') * 10}'>"
            for w, x in zip("abcdefg", "bcdefgh", strict=True)
        )
        + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&h;</text></svg>"
    ),
    "a drawing": "data:image/svg+xml,<svg><image href='data:image/svg+xml,<svg/>'/></svg>",
    "a text without an end": "data:text/css," + "a" * 2_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_address_that_is_a_file_itself_is_opened(bomb):
    """Of a data: address nothing is read, so nothing in it can go off."""
    address = html.escape(BOMBS[bomb], quote=True)
    made = render(a_job(f'<img alt="x" src="{address}">', limits=Limits(processor=20, wall=30)))
    assert made.pages == 1 and made.peak_mb < 250


def test_a_drawing_that_unfolds_itself_is_stopped_at_the_limits():
    """Each level of it draws the level below ten times: a thousand million in the end."""
    levels = "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    drawing = f'<svg viewBox="0 0 9 9"><g id="l0"><rect width="1" height="1"/></g>{levels}</svg>'
    with pytest.raises(RenderFailed, match="longer than|more memory") as caught:
        render(a_job(drawing, limits=Limits(memory=1024**3, processor=5, wall=10)))
    assert not caught.value.again


def test_what_it_brings_along_is_served():
    style = {"report:s": Resource("text/css", b"h1 { color: red }")}
    asking = a_job(head='<link rel="stylesheet" href="report:s">', resources=style)
    assert render(asking).content != render(a_job()).content


WALLED = """
import os, socket, subprocess, sys, tempfile
from obligations.outputs.rendering import wall_in
path = sys.argv[1]
open(path).close()
wall_in()
for act in (
    lambda: open(path),
    lambda: os.open(path, os.O_RDONLY),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
):
    try:
        act()
    except PermissionError:
        continue
    raise SystemExit("it was let")
with tempfile.NamedTemporaryFile() as own:
    open(own.name).close()
import wave  # its own library, which it may load late
print("walled in")
"""


def test_the_process_itself_may_open_no_file_and_no_connection(tmp_path):
    """The wall behind the fetcher: what holds should a hole in it be found."""
    done = subprocess.run(
        [sys.executable, "-c", WALLED, __file__],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert (done.stdout.strip(), done.stderr) == ("walled in", "")


def test_it_gets_no_secret_from_the_environment(monkeypatch):
    """Its environment is looked at from outside, while it works."""
    for name in ("DATABASE_URL", "LONGSTOP_SECRET_KEY", "LONGSTOP_SMTP_URL"):
        monkeypatch.setenv(name, "secret-word")
    seen = []

    def look(news):
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.NoSuchProcess):  # its last news came as it ended
                seen.append(child.environ())

    render(a_job("<p>word</p>" * 4000), look)
    assert seen and "secret-word" not in str(seen)


# Limits


def test_a_page_too_large_for_its_memory_is_stopped_and_said_so():
    limits = Limits(memory=400 * 1024**2)
    with pytest.raises(RenderFailed, match="more memory than the 400 MB") as caught:
        render(a_job("<p>word</p>" * 200_000, limits=limits))
    assert not caught.value.again


@pytest.mark.parametrize("limits", [Limits(wall=2), Limits(processor=2)])
def test_an_endless_page_is_stopped_and_said_so(limits):
    began = time.monotonic()
    with pytest.raises(RenderFailed, match="longer than the 2 seconds") as caught:
        render(a_job("<table><tr><td>" * 300 + "<p>word</p>" * 100_000, limits=limits))
    assert not caught.value.again
    assert time.monotonic() - began < 20


def test_a_killed_process_is_said_so_and_may_be_tried_again():
    def kill(news):
        for child in psutil.Process().children():
            child.kill()

    with pytest.raises(RenderFailed, match="was killed by signal 9") as caught:
        render(a_job("<p>word</p>" * 20_000), kill)
    assert caught.value.again


def test_whoever_waits_can_call_it_off_and_nothing_is_left_running():
    class Enough(Exception):
        pass

    def stop(news):
        raise Enough

    with pytest.raises(Enough):
        render(a_job("<p>word</p>" * 20_000), stop)
    assert [c for c in psutil.Process().children() if "rendering" in " ".join(c.cmdline())] == []


def test_it_ends_when_nobody_waits_for_it_any_more(monkeypatch):
    ended = []
    monkeypatch.setattr(os, "_exit", ended.append)
    parents = iter([10, 10, 1])
    progress = rendering.Progress(lambda: next(parents))
    said = logging.LogRecord("p", logging.INFO, "", 0, "Step 5 - Page %d", (3,), None)
    for _ in range(2):
        progress.emit(said)
    assert ended == [rendering.ORPHANED]


# Bytes and looks


def test_rules_below_cells_look_as_weasyprint_itself_draws_them():
    style = (
        "td { border-bottom: 1.3pt solid #7b2130; padding: 2mm } .other { border: 2pt solid #123 }"
        " .beside { border-left: 2pt solid #7b2130 } .mixed { border-left: 3pt solid #00f }"
        " .round { border-bottom: 3pt solid #050; border-radius: 3mm }"
        " .dots { border-style: dotted }"
    )
    names = ("", "", "other", "beside", "mixed", "round", "dots")
    cells = "".join(f'<td class="{name}">x</td>' for name in names)
    table = f"<table>{f'<tr>{cells}</tr>' * 5}</table>"
    job = a_job(table, f"<style>{style}</style>")
    alone = subprocess.run(
        [sys.executable, "-m", "bench.bare_pages"], input=job.request(), capture_output=True
    )
    ours, theirs = (picture(content) for content in (render(job).content, alone.stdout))
    assert ImageChops.difference(ours, theirs).getextrema()[1] < 25
    assert ours.getextrema()[0] < 128


def test_characters_that_no_font_has_are_told_of():
    made = render(a_job("<p>word \N{CJK UNIFIED IDEOGRAPH-4E2D} \U0010fffd \u0378 \U0010fffd</p>"))
    assert {"\u0378", "\U0010fffd"} <= set(made.unprintable) and "w" not in made.unprintable


def picture(content, finer=12):
    """A part of the first page, drawn finely and made small: clips are cut to whole pixels."""
    page = pypdfium2.PdfDocument(content)[0]
    drawn = page.render(scale=finer, crop=(40, 600, 300, 30))
    return drawn.to_pil().convert("L").reduce(finer)


def test_the_same_job_gives_the_same_bytes():
    job = a_job("<h2>One</h2><p>word</p>" * 200)
    assert render(job).content == render(job).content


def test_the_wait_is_told_step_by_step():
    news = []
    rendered = render(a_job("<p>word</p>" * 2000), lambda one: news.append(dict(one)))
    pages = [one["page"] for one in news if one.get("page")]
    assert rendered.pages > 20 and pages == sorted(pages)
    assert rendered.peak_mb > 20 and rendered.seconds > 0


def test_a_job_carries_its_resources_as_text():
    job = a_job(resources={"report:x": Resource("text/css", b"\xff")})
    assert base64.b64encode(b"\xff").decode().encode() in job.request()
