"""Pictures without what a camera writes into them: where and when they were taken, by which device.

Nothing of what is seen changes, and no picture is decoded: blocks of metadata are left out. Only how a JPEG is to be
turned is kept.
"""

import io
import struct
from typing import IO

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_JPEG = b"\xff\xd8"
_JPEG_KEPT_APPS = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_ORIENTATION = 0x0112


def without_metadata(stream: IO[bytes]) -> IO[bytes]:
    """The picture without its metadata. What is neither a whole JPEG nor a whole PNG comes back as it was."""
    content = stream.read()
    try:
        if content.startswith(_PNG):
            content = _png(content)
        elif content.startswith(_JPEG):
            content = _jpeg(content)
    except (struct.error, IndexError, ValueError):
        pass
    return io.BytesIO(content)


def _png(content: bytes) -> bytes:
    kept, place = [_PNG], len(_PNG)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind not in _PNG_TOLD:
            kept.append(content[place:end])
        place = end
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, place, turned = [], 2, 1
    while content[place] == 0xFF and content[place + 1] != 0xDA:
        marker = content[place + 1]
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        segment = content[place : place + 2 + length]
        if len(segment) < 4 or len(segment) != 2 + length:
            raise ValueError("a segment is cut off")
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        is_app, is_comment = 0xE0 <= marker <= 0xEF, marker == 0xFE
        if not is_comment and (not is_app or marker in _JPEG_KEPT_APPS):
            kept.append(segment)
        place += 2 + length
    if content[place : place + 2] != b"\xff\xda":
        raise ValueError("no picture follows")
    exif = [_turned(turned)] if turned != 1 else []
    return b"".join([_JPEG, *exif, *kept, content[place:]])


def _orientation(tiff: bytes) -> int:
    order = ">" if tiff[:2] == b"MM" else "<"
    (start,) = struct.unpack(order + "I", tiff[4:8])
    (entries,) = struct.unpack(order + "H", tiff[start : start + 2])
    for number in range(entries):
        entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
        tag, _kind, _count, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _turned(orientation: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
