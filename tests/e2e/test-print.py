# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Printing from the window: pages on the screen, labels that begin where the sheet is still full, PDFs and the printer."""
import os
import re
import shutil
import subprocess

import screen
from screen import check, until, window
from tap import run

TITLE = "Sheets and labels"
SPIN_BUTTON = "52"
# The L4736: size of a label and what comes between two, millimetres; see data/sheet/labels.json.
LEFT, TOP, PITCH_X, PITCH_Y, WIDTH, HEIGHT = 9.7, 21.3, 48.3, 21.2, 45.7, 21.2
PAPER = 210


def open_dialog(app):
    app.find("label", re.compile("^18 base stations"))
    app.key("ctrl+p")
    app.dialog(TITLE)
    app.find("label", re.compile(r"^\d+ pages$"))


def choose(app, row, value, *keys):
    """One value of a list, by the keys that lead to it from the one that is chosen."""
    app.click("combo box", row)
    app.find("label", value)
    app.key(*keys, "Return")
    until(lambda: any(value in combo.description or app.find_all("label", value) for combo in app.find_all("combo box", row)),
          f"{row} does not become {value}")


def sample(folder):
    path = folder / "plant.handover"
    run("new", path, "--sample")
    return path


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout


def read_label(pdf, folder, index):
    """What a reader finds on one label of the first page, as a printer with 300 dpi puts it on paper."""
    dots = 300 / 25.4
    x, y = LEFT + index % 4 * PITCH_X, TOP + index // 4 * PITCH_Y
    area = [round(value * dots) for value in (x, y, WIDTH, HEIGHT)]
    picture = folder / "label"
    subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", "-f", "1", "-l", "1", "-x", str(area[0]), "-y", str(area[1]),
                    "-W", str(area[2]), "-H", str(area[3]), pdf, picture], check=True)
    found = subprocess.run(["zbarimg", "-q", "--nodbus", f"{picture}.png"], capture_output=True, text=True).stdout
    return set(found.split())


def labels_from_the_tenth(folder):
    """A click on the sheet says where it is still full; the PDF begins there, and each label can be read."""
    path, pdf = sample(folder), folder / "labels.pdf"
    with window(folder, path) as app:
        open_dialog(app)
        choose(app, "What to print", "Labels", *["Down"] * 8)
        choose(app, "Label sheet", "Avery L4736, 4 × 12", "Up", "Up")
        page = app.find("image", re.compile("^Page 1 of 2$"))
        app.shot("print-labels-1280")
        x, y, width, _ = page.extents()
        scale = width / PAPER
        left, top = app.point(page)
        corner = left - page.extents()[2] // 2, top - page.extents()[3] // 2
        app.click_at(round(corner[0] + (LEFT + PITCH_X + WIDTH / 2) * scale), round(corner[1] + (TOP + 2 * PITCH_Y + HEIGHT / 2) * scale))
        until(lambda: any(spin.text() == "10" for spin in app.find_all(SPIN_BUTTON, "First free label")), "the tenth label is not the first one now")
        app.find("label", "2 pages")
        app.shot("print-labels-start-1280")
        app.click("button", "Save PDF…")
        app.choose_file("Save the sheets", pdf, save=True)
        until(pdf.exists, "no PDF is written")
        app.find("label", "The sheets are saved.")
        # What was chosen is there again.
        app.key("ctrl+p")
        app.dialog(TITLE)
        app.find("label", "2 pages")
        app.key("Escape")
        app.key("ctrl+q")
        app.ended()
    text = text_of(pdf)
    for word in ("Reception", "00:30:42:1B:7F:05", "00077 0115815 *"):
        check(word in text, f"“{word}” is not in the PDF: {text}")
    if shutil.which("zbarimg"):
        check(read_label(pdf, folder, 8) == set(), "a label that is used up is printed on")
        for index, code in ((9, "0030421B7F05"), (10, "0030421B7F06"), (47, "0007701173094")):
            found = read_label(pdf, folder, index)
            check(len(found) == 2 and all(text.split(":")[1][:12] for text in found), f"label {index + 1} says {found}")
            if index < 20:
                check(found == {f"CODE-128:{code}", f"QR-Code:{code}"}, f"label {index + 1} says {found}, not {code}")


def by_keyboard(folder):
    """The IPEI list through GTK's own dialog, into a file, by keyboard alone."""
    os.chdir(folder)  # where the printer's file goes
    with window(folder, sample(folder)) as app:
        open_dialog(app)
        choose(app, "What to print", "IPEI list", *["Down"] * 6)
        app.find("label", "2 pages")
        app.key("ctrl+p")
        app.dialog("Print")
        app.shot("print-printer")
        app.key("Tab", "Down", "space")
        until(lambda: any(button.has("sensitive") for button in app.find_all("button", "Print")), "there is no printer")
        app.key("alt+p")
        printed = until(lambda: next(folder.glob("Plant North.pdf"), None), "the printer's file does not come")
        until(lambda: app.title() != TITLE, "the dialog stays open")
        app.key("ctrl+q")
        app.ended()
    text = text_of(printed)
    check(text.count("00077 01") == 40, f"{text.count('00077 01')} IPEIs are printed, not 40")
    size = subprocess.run(["pdfinfo", printed], check=True, capture_output=True, text=True).stdout
    check(re.search(r"Pages: +2\b", size) and "(A4)" in size, size)


def everywhere(folder):
    """On a narrow screen, dark and in high contrast; everything has a name."""
    path = sample(folder)
    for scheme, contrast, size in (("light", "0", (360, 700)), ("dark", "0", (1280, 800)), ("dark", "0", (360, 700)),
                                   ("light", "1", (1280, 800))):
        env = {"ADW_DEBUG_COLOR_SCHEME": f"prefer-{scheme}", "ADW_DEBUG_HIGH_CONTRAST": contrast}
        name = f"print-{size[0]}-{scheme}{'-contrast' if contrast == '1' else ''}"
        with window(folder, path, env=env, size=size) as app:
            open_dialog(app) if size[0] > 1000 else open_narrow(app)
            nameless = app.nameless()
            check(not nameless, f"without a name: {nameless}")
            app.shot(name)
            if size[0] < 1000:
                app.click("button", "Show preview")
                app.find("image", re.compile(r"^Page 1 of \d+$"))
                app.shot(f"{name}-preview")
                app.click("button", "Back to the options")
                app.find("combo box", "What to print")
            app.key("Escape")
            app.key("ctrl+q")
            app.ended()


def open_narrow(app):
    app.find("label", re.compile("18"))
    app.key("ctrl+p")
    app.dialog(TITLE)
    app.find("button", "Show preview")


CASES = [labels_from_the_tenth, by_keyboard, everywhere]

if __name__ == "__main__":
    screen.main(__file__, CASES)
