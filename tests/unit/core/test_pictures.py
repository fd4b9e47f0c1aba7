"""Pictures lose what a camera tells about their author, and nothing else."""

import io
import struct
import zlib

import pytest

from core.pictures import without_metadata

PLACE = b"GPS 51.5074 N"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def exif(*, orientation: int = 1, order: str = ">") -> bytes:
    mark = b"MM\0*" if order == ">" else b"II*\0"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 1) + entry + struct.pack(order + "I", 0) + PLACE


def stripped(content: bytes) -> bytes:
    return without_metadata(io.BytesIO(content)).read()


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
TABLES = segment(0xDB, b"\0" * 65)
SCAN = b"\xff\xda\0\x0c" + b"picture\xff\x00data" + b"\xff\xd9"


def test_a_jpeg_loses_where_it_was_taken():
    picture = b"\xff\xd8" + JFIF + segment(0xE1, exif()) + segment(0xFE, PLACE) + segment(0xED, PLACE) + TABLES + SCAN
    assert stripped(picture) == b"\xff\xd8" + JFIF + TABLES + SCAN


@pytest.mark.parametrize("order", [">", "<"])
def test_a_jpeg_keeps_how_it_is_turned(order: str):
    found = stripped(b"\xff\xd8" + segment(0xE1, exif(orientation=6, order=order)) + TABLES + SCAN)
    assert PLACE not in found
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in found
    assert stripped(found) == found


def test_a_png_loses_its_texts():
    start, end = chunk(b"IHDR", b"\0" * 13), chunk(b"IDAT", b"data") + chunk(b"IEND", b"")
    picture = b"\x89PNG\r\n\x1a\n" + start + chunk(b"eXIf", PLACE) + chunk(b"tEXt", PLACE) + end
    assert stripped(picture) == b"\x89PNG\r\n\x1a\n" + start + end


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 text", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_what_is_not_a_whole_picture_stays_as_it_is(content: bytes):
    assert stripped(content) == content
