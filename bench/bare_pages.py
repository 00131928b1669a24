"""WeasyPrint and nothing else: python -m bench.bare_pages [variant] < request > pdf.

The request is the one of obligations/outputs/rendering.py; the last line of standard error says how
many pages there are.
"""

from __future__ import annotations

import base64
import json
import resource
import sys

from weasyprint import HTML, URLFetcher
from weasyprint.urls import URLFetcherResponse


def main() -> None:
    """Renders the request's HTML as WeasyPrint's documentation shows."""
    request = json.load(sys.stdin.buffer)

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            kind, content = request["resources"][url]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": kind})

    variant = sys.argv[1] if len(sys.argv) > 1 else None
    document = HTML(string=request["html"], url_fetcher=Fetcher()).render(pdf_variant=variant)
    document.write_pdf(sys.stdout.buffer, pdf_variant=variant)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"pages": len(document.pages), "peak_mb": peak}), file=sys.stderr)


if __name__ == "__main__":
    main()
