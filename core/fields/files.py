"""Files that are sent along: what may come is said beforehand, and what was wrong is said exactly."""

import os
from pathlib import PurePath
from typing import Any, ClassVar, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from core.fields.base import Params, TownlabField

MEGABYTE: Final = 1_000_000
KINDS: Final[dict[str, str]] = {
    "csv": _l("CSV"),
    "docx": _l("Word (.docx)"),
    "jpeg": _l("JPG"),
    "jpg": _l("JPG"),
    "odt": _l("OpenDocument (.odt)"),
    "pdf": _l("PDF"),
    "png": _l("PNG"),
    "xlsx": _l("Excel (.xlsx)"),
}


def listed(words: list[str]) -> str:
    """The words in a row: "PDF, Word (.docx) or PNG"."""
    unique = list(dict.fromkeys(words))
    if len(unique) == 1:
        return unique[0]
    return str(_("%(some)s or %(last)s", some=", ".join(unique[:-1]), last=unique[-1]))


class FileField(TownlabField):
    """Data is a Werkzeug `FileStorage`, or None. `allowed` are endings; the content is checked where it is stored."""

    component: ClassVar[str] = "file-upload"

    def __init__(
        self,
        label: str = "",
        *,
        allowed: tuple[str, ...] = ("pdf", "docx", "xlsx", "odt", "png", "jpg", "jpeg"),
        max_mb: int = 25,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.allowed = allowed
        self.max_mb = max_mb

    def kinds(self) -> str:
        return listed([str(KINDS.get(ending, ending.upper())) for ending in self.allowed])

    def hint_text(self) -> str:
        limits = _("%(kinds)s, up to %(size)s MB.", kinds=self.kinds(), size=self.max_mb)
        return " ".join(filter(None, [super().hint_text(), str(limits)]))

    def component_params(self) -> Params:
        accept = ",".join(f".{ending}" for ending in self.allowed)
        return super().component_params() | {"attributes": {"accept": accept}} | self._drop_zone()

    def _drop_zone(self) -> Params:
        """With JavaScript, a place to drop a file on; its words are ours to give."""
        return {
            "javascript": True,
            "chooseFilesButtonText": _("Choose a file"),
            "dropInstructionText": _("or drop it here"),
            "noFileChosenText": _("No file chosen"),
            "enteredDropZoneText": _("You can drop the file here"),
            "leftDropZoneText": _("You have left the place to drop the file"),
        }

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [value for value in valuelist if isinstance(value, FileStorage) and value.filename]
        self.data = sent[0] if sent else None

    def is_blank(self) -> bool:
        return self.data is None

    def check(self) -> None:
        self._check_one(self.data)

    def _check_one(self, sent: FileStorage) -> None:
        # A mark of direction could make "fdp.exe" of "exe.pdf" on the page that tells what is wrong.
        name = "".join(letter for letter in PurePath(sent.filename or "").name if letter.isprintable())
        ending = PurePath(name).suffix.lstrip(".").lower()
        if ending not in self.allowed:
            raise StopValidation(
                _(
                    "“%(name)s” is not one of the kinds we can open. Choose a %(kinds)s file",
                    name=name,
                    kinds=self.kinds(),
                )
            )
        size = _size(sent)
        if size == 0:
            raise StopValidation(_("“%(name)s” is empty. Check the file and choose it again", name=name))
        if size > self.max_mb * MEGABYTE:
            raise StopValidation(
                _(
                    "“%(name)s” is %(size)s MB. Choose a file of %(limit)s MB or less",
                    name=name,
                    size=f"{size / MEGABYTE:,.1f}",
                    limit=self.max_mb,
                )
            )


class FilesField(FileField):
    """Several files at once. Data is a list."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [value for value in valuelist if isinstance(value, FileStorage) and value.filename]

    def is_blank(self) -> bool:
        return not self.data

    def component_params(self) -> Params:
        chosen = {
            "one": _("%(count)s file chosen", count="%{count}"),
            "other": _("%(count)s files chosen", count="%{count}"),
        }
        return super().component_params() | {"multiple": True, "multipleFilesChosenText": chosen}

    def check(self) -> None:
        for sent in self.data:
            self._check_one(sent)


def _size(sent: FileStorage) -> int:
    place = sent.stream.tell()
    sent.stream.seek(0, os.SEEK_END)
    size = sent.stream.tell()
    sent.stream.seek(place)
    return size
