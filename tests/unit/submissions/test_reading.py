"""What can be read in files, and what must not harm whoever reads them."""

import io
import tempfile
import zipfile

import pytest

from submissions import hiding, reading


def read(content, ending):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        return reading.read(file, ending)


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


def test_a_spreadsheet_tells_its_cells_its_company_and_who_commented():
    found = read(
        packed(
            xl__sharedStrings="<sst><si><t>Bar</t><t>ges</t></si><si><t>Two</t></si></sst>",
            xl__worksheets__sheet1="<w><row><c><v>1234567</v></c></row></w>",
            xl__comments1="<c><authors><author>Jane Doe</author></authors></c>",
            docProps__app="<p><Application>Sheets</Application><Company>Fernway</Company></p>",
        ),
        "xlsx",
    )
    assert {"Barges", "Two", "1234567", "Jane Doe"} <= set(found.text.split("\n"))
    assert found.properties == ["Company: Fernway"]
    assert found.whole


def test_an_open_document_tells_its_text_and_who_made_it():
    found = read(
        packed(content="<d><p>We are <span>Fern</span>way.</p></d>", meta="<m><creator>Jane</creator></m>"), "odt"
    )
    assert "We are Fernway." in found.text
    assert found.properties == ["creator: Jane"]


@pytest.mark.parametrize(
    "content",
    [
        packed(word__document=b"<w>" + b" " * (reading.UNPACKED + 1) + b"</w>"),
        packed(word__document='<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'),
        b"PK\x03\x04 and nothing more",
    ],
    ids=["unpacks to far more", "grows as it is read", "broken"],
)
def test_what_is_made_to_harm_is_not_read(content):
    assert read(content, "docx") is None


def test_the_properties_of_a_photograph_are_searched():
    about = b"Exif\0\0Fernway Care\0\1"
    photograph = b"\xff\xd8\xff\xe1" + (len(about) + 2).to_bytes(2, "big") + about + b"\xff\xda\0\0pixels"
    found = read(photograph, "jpg")
    assert "Fernway Care" in found.said
    assert "pixels" not in found.said
    assert not found.whole


def test_letters_that_stand_alone_are_put_together():
    signs = ["Fernway Care Ltd", "Fernway Care", "Ann"]
    assert hiding.standing_in("F E R N W A Y  C A R E, planned with annual visits", signs) == ["Fernway Care"]
    assert hiding.standing_in("At FERNWAY CARE, with Ann", signs) == ["FERNWAY CARE", "Ann"]
    assert hiding.standing_in("Author: Fernway Care Ltd", signs) == ["Fernway Care Ltd"]
