"""Uploads that are too large are read to the end and dropped, so that the person gets a page and not a broken line."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

TOO_LARGE = "application/x-motcua-too-large"


class LimitedUpload(FileUploadHandler):
    """Counts each file; past the limit its content is dropped and an empty file of type TOO_LARGE stands for it."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.size, self.dropped = 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.size += len(raw_data)
        if self.size > settings.UPLOAD_MAX_BYTES:
            self.dropped = True
            return None
        return raw_data

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:
        if not self.dropped:
            return None
        return SimpleUploadedFile(self.file_name or "file", b"", content_type=TOO_LARGE)


