"""Takes the hash of an uploaded file while it comes in, and keeps nothing of it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 50 * 1024**2


class Hashed(UploadedFile):
    """An upload of which only the name, the size and the hash are left."""

    def __init__(self, name: str, size: int, sha256: str) -> None:
        super().__init__(io.BytesIO(), name, size=size)
        self.sha256 = sha256


class HashingHandler(FileUploadHandler):
    """Hashes what comes in. What is larger than LIMIT is not taken in any further."""

    is_too_large = False

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing is handed on to another handler."""
        self.size += len(raw_data)
        if self.size > LIMIT:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> Hashed:
        return Hashed(self.file_name or "", self.size, self.digest.hexdigest())
