# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Floor plans that the cases make for themselves."""
import pathlib
import struct
import zlib

PLAN_WIDTH, PLAN_HEIGHT = 800, 500
# Two red marks on the plan, 600 pixels apart: the wall between them is 30 m long.
MARKS, MARK_Y, LENGTH_M = (100, 700), 400, 30
RED = b"\xff\x00\x00"


def write_plan(path):
    """A PNG: a house of two rooms and the two marks."""
    rows = [bytearray(b"\xff\xff\xff" * PLAN_WIDTH) for _ in range(PLAN_HEIGHT)]

    def fill(x1, y1, x2, y2, colour):
        for row in rows[y1:y2]:
            row[3 * x1:3 * x2] = colour * (x2 - x1)

    for wall in ((40, 40, 760, 48), (40, 452, 760, 460), (40, 40, 48, 460), (752, 40, 760, 460), (396, 40, 404, 300)):
        fill(*wall, b"\x30\x30\x30")
    for x in MARKS:
        fill(x - 8, MARK_Y - 8, x + 8, MARK_Y + 8, RED)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", PLAN_WIDTH, PLAN_HEIGHT, 8, 2, 0, 0, 0)),
              (b"IDAT", zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + name + data +
                                                     struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks))


def make_pdf(path, *texts):
    """A small floor plan as PDF, 842 x 595 points; a page for each text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(texts)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(texts)} >>".encode(),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for number, text in enumerate(texts):
        content = f"0.5 w 50 50 742 495 re S 400 50 m 400 545 l S BT /F1 20 Tf 100 300 Td ({text}) Tj ET".encode()
        objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
                    % (5 + 2 * number), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    pathlib.Path(path).write_bytes(out)
