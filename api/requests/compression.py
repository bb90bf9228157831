"""Django middleware: compress the answers of the API for clients that take gzip."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from core import tabular


class CompressedAnswers(GZipMiddleware):
    """Compress what stands below /v1/, and nothing else.

    BREACH reads a secret out of compressed pages by making the browser of a victim send many
    requests that carry the victim's cookie, each with a guess that the page repeats beside the
    secret. Here nothing of that holds: a request is authenticated by a header that no browser
    sends by itself. The pages of the desk, which have cookies and form tokens, are not compressed.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        # A workbook is compressed already.
        packed = response.headers.get("Content-Type", "") == tabular.XLSX
        if packed or not request.path.startswith("/v1/"):
            return response
        return super().process_response(request, response)
