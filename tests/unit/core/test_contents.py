"""What is in a file is told by its content, without unpacking it."""

import io
import struct
import zipfile

import pytest

from core import contents


def archive(*entries, end=b""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        for name, content in entries:
            packed.writestr(name, content)
    return io.BytesIO(made.getvalue() + end)


DOCX = ("word/document.xml", "<w:document>We would listen.</w:document>" * 50)


def test_an_office_document_is_told_from_any_other_archive():
    assert contents.kind_of(archive(DOCX), "docx") == contents.ALLOWED["docx"]
    for other in (archive(("xl/workbook.xml", "")), archive(("setup.exe", "MZ"))):
        with pytest.raises(contents.NotWhatItSays):
            contents.kind_of(other, "docx")


def test_a_sheet_that_packs_well_is_no_bomb():
    rows = "<row><c><v>0</v></c></row>" * 400_000
    assert contents.kind_of(archive(("xl/worksheets/sheet1.xml", rows)), "xlsx") == contents.ALLOWED["xlsx"]


@pytest.mark.parametrize(
    "bomb",
    [
        archive(DOCX, ("word/media/image1.bmp", bytes(60_000_000))),
        archive(DOCX, *((f"word/media/{number}", b"") for number in range(contents.ENTRIES_LIMIT))),
    ],
    ids=["one that swells", "one of very many parts"],
)
def test_an_archive_that_unpacks_to_far_more_is_refused(bomb):
    with pytest.raises(contents.UnpacksTooLarge):
        contents.kind_of(bomb, "docx")


def test_a_table_of_contents_that_would_fill_the_memory_is_not_read():
    whole = bytearray(archive(DOCX).getvalue())
    place = whole.rfind(b"PK\x05\x06")
    struct.pack_into("<L", whole, place + 12, 900_000_000)
    with pytest.raises(contents.UnpacksTooLarge):
        contents.kind_of(io.BytesIO(bytes(whole)), "docx")


@pytest.mark.parametrize("cut", [10, 40, 200])
def test_an_archive_that_is_cut_off_is_not_what_it_says(cut):
    with pytest.raises(contents.NotWhatItSays):
        contents.kind_of(io.BytesIO(archive(DOCX).getvalue()[:-cut]), "docx")
