# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen of its own for the window, its mouse and keyboard, and what a screen reader is told about it."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import tap
from tap import BUILD, SANITIZED, SLOW, WINDOW, Failure, check

SHOTS = BUILD / "tests/e2e/screenshots"
TOOLS = ["Xvfb", "openbox", "dbus-run-session", "xdotool", "xclip", "import"]
INSIDE = "HANDOVER_E2E_SCREEN"
WIDTH, HEIGHT = 1400, 900
# Bits of the two words of states that AT-SPI sends.
STATES = {"checked": 4, "focusable": 11, "focused": 12, "pressed": 20, "selected": 23, "sensitive": 24, "visible": 30}
ROLES = {7: "check box", 11: "combo box", 16: "dialog", 25: "filler", 27: "image", 29: "label", 31: "list",
         32: "list item", 37: "page tab", 38: "page tab list", 43: "button", 44: "radio button", 49: "scroll pane", 56: "table cell", 61: "text",
         62: "toggle button", 23: "window", 75: "application", 69: "window", 79: "entry"}
# The pages behind the tabs.
PAGES = {"Plan": "DectPlanPage", "Base stations": "DectRfpPage", "Handsets": "DectHandsetPage", "Checks": "DectCheckPage",
         "Commission": "DectCommissionPage"}
# The names GTK makes up when nobody gave one.
CLASS_NAME = re.compile(r"^(Gtk|Adw|Dect|Gdk)[A-Z]\w+$")


def plain(words):
    """Words as they are compared: without underscores, marks and case."""
    return re.sub(r"[_\u200e\s]+", " ", words).strip().casefold()


def newer_gtk():
    """Its version where it tells a screen reader another tree than the one that is read here: since 4.10 neither menu items nor the parts of
    GTK's own windows have the names by which they are found."""
    version = subprocess.run(["pkg-config", "--modversion", "gtk4"], capture_output=True, text=True).stdout.strip()
    return version if tuple(map(int, version.split(".")[:2] or [0])) >= (4, 10) else None


def missing_tools():
    names = [tool for tool in TOOLS if shutil.which(tool) is None]
    try:
        from gi.repository import Gio  # noqa: F401
    except ImportError:
        names.append("python3-gi")
    if not any(map(os.path.exists, ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"))):
        names.append("at-spi2-core")
    return names


def enter(script, count):
    """Runs the script once more inside a session bus and folders of its own; returns only in there."""
    if os.environ.get(INSIDE):
        return
    missing, newer = missing_tools(), newer_gtk()
    if missing or newer:
        reason = f"missing: {', '.join(missing)}" if missing else f"the tree of a screen reader is read as GTK 4.8 tells it, and this is {newer}"
        print(f"1..{count}")
        for number in range(1, count + 1):
            print(f"ok {number} /e2e/window # SKIP {reason}")
        sys.exit(0)
    with tempfile.TemporaryDirectory(prefix="handover-e2e-") as folder:
        home = pathlib.Path(folder)
        env = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_", "AT_SPI", "WAYLAND"))}
        for name in ("config", "data", "cache", "state", "runtime"):
            (home / name).mkdir(mode=0o700)
            env["XDG_RUNTIME_DIR" if name == "runtime" else f"XDG_{name.upper()}_HOME"] = str(home / name)
        if SANITIZED:
            # Mesa's drivers lose what they set up, and are gone by the time that somebody asks who did.
            env["GDK_DEBUG"] = "gl-disable"
            # Where GTK 4.8 looks which recent files are too old, it loses the time of day.
            (home / "config/gtk-4.0").mkdir()
            (home / "config/gtk-4.0/settings.ini").write_text("[Settings]\ngtk-recent-files-max-age=-1\n")
        env.update(HOME=folder, GTK_A11Y="atspi", GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
                   ADW_DISABLE_PORTAL="1", GTK_USE_PORTAL="0", **{INSIDE: folder})
        env.pop("NO_AT_BRIDGE", None)
        result = subprocess.run(["dbus-run-session", "--", sys.executable, *sys.argv], env=env, capture_output=True)
        # What the session's own services say is no TAP.
        for line in result.stdout.decode("utf-8", "replace").splitlines():
            print(line if line.startswith(("ok ", "not ok ", "1..", "#")) else f"# {line}")
        if result.returncode:
            sys.stderr.buffer.write(result.stderr)
    sys.exit(result.returncode)


def until(condition, message, seconds=40.0):
    """Waits until the condition gives something true, and gives that."""
    seconds *= SLOW
    end = time.monotonic() + seconds
    while True:
        try:
            result = condition()
        except (subprocess.CalledProcessError, RuntimeError):  # GLib.Error too: gone while it was looked at
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise Failure(f"after {seconds:g} s: {message() if callable(message) else message}")
        time.sleep(0.05)


def xdo(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], check=True, capture_output=True, text=True).stdout


class Screen:
    """X server, window manager and the bus of the accessibles; one for all cases."""

    def __init__(self):
        from gi.repository import Gio
        self.processes = []
        read, write = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset"], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        check(number, "Xvfb does not start")
        os.environ["DISPLAY"] = f":{number}"
        self.start(["openbox"])
        until(lambda: subprocess.run(["xdotool", "getactivewindow"], capture_output=True).returncode in (0, 1) and
              "_NET_SUPPORTING_WM_CHECK" in self.root_properties(), "the window manager does not start")
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 10000, None)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address.unpack()[0], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)

    @staticmethod
    def root_properties():
        if shutil.which("xprop") is None:
            return "_NET_SUPPORTING_WM_CHECK"
        return subprocess.run(["xprop", "-root"], capture_output=True, text=True).stdout

    def start(self, command, **options):
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self.processes.append(process)
        return process

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            if process.poll() is None:
                process.kill()

    def call(self, name, path, interface, method, signature=None, *arguments):
        from gi.repository import GLib
        value = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(name, path, interface, method, value, None, 0, 20000, None).unpack()


class Element:
    """One accessible, as it was when it was looked at."""

    def __init__(self, app, item):
        self.app = app
        (_, self.path), _, (_, self.parent), _, _, self.interfaces, self.name, role, self.description, states = item
        half = len(self.name) // 2
        # GTK 4.8 gives a button with a mnemonic both its label with the underscore and without it.
        if "_" in self.name and self.name[:half + 1].rstrip().replace("_", "", 1) == self.name[half + 1:]:
            self.name = self.name[half + 1:]
        self.role = ROLES.get(role, str(role))
        self.states = states[0] | states[1] << 32 if len(states) > 1 else states[0]

    def has(self, state):
        return bool(self.states >> STATES[state] & 1)

    def extents(self):
        """Place in the window and size; no size when it has gone since."""
        try:
            return self.app.call(self.path, "Component", "GetExtents", "(u)", 1)[0]
        except RuntimeError:
            return 0, 0, 0, 0

    def text(self):
        return self.app.call(self.path, "Text", "GetText", "(ii)", 0, 10000)[0]

    def ancestors(self, elements):
        """Its own path and those of all above it."""
        path = self.path
        while path in elements:
            yield path
            path = elements[path].parent

    def toplevel(self, elements):
        return elements[[path for path in self.ancestors(elements) if elements[path].role != "application"][-1]]

    def centre(self):
        x, y, width, height = self.extents()
        return x + width // 2, y + height // 2

    def reachable(self, elements):
        """Whether the mouse at its middle would meet it: pages of a stack keep their place when another covers them."""
        if "org.a11y.atspi.Component" not in self.interfaces:
            return False
        x, y, width, height = self.extents()
        if width <= 0 or height <= 0:
            return False
        above = list(self.ancestors(elements))
        contents = [elements[path] for path in above if elements[path].name == "GtkPopoverContent"]
        if contents:  # a surface of its own whose place is not told; a closed one stays, without a name
            return all(elements[content.parent].name for content in contents)
        _, path = self.app.call(self.toplevel(elements).path, "Component", "GetAccessibleAtPoint", "(iiu)",
                                *self.centre(), 1)[0]
        if path not in elements:  # GTK's own dialogs say nothing about it
            return True
        return self.path in elements[path].ancestors(elements) or path in above[1:3]

    def __repr__(self):
        return f"{self.role} “{self.name}”"


class App:
    """The built program, seen as a person with a mouse, a keyboard or a screen reader meets it."""

    def __init__(self, screen, folder, *arguments, env=None, size=(1280, 800), named=None):
        """named: part of the main window's name, for when a dialog comes before anybody asked for it."""
        self.screen, self.covered = screen, set()
        self.stderr_path = pathlib.Path(folder) / f"window-{time.monotonic_ns()}.err"
        known = self.applications()
        # What one case left unsaved is not offered to the next.
        state = str(pathlib.Path(folder) / "state")
        with open(self.stderr_path, "wb") as stderr:
            self.process = subprocess.Popen([str(WINDOW), *map(str, arguments)], stdin=subprocess.DEVNULL,
                                            stdout=subprocess.DEVNULL, stderr=stderr, env={**os.environ, "XDG_STATE_HOME": state, **(env or {})})
        try:
            self.name = until(lambda: self.alive() and next(iter(self.applications() - known), None),
                              "the window does not show itself to a screen reader")
            self.window = until(lambda: self.visible_window(named) if named else self.active_window(), "no window gets the focus")
            self.resize(*size)
        except BaseException:
            # Nobody else can: whoever called has no App. Left open, its window would be the next case's.
            self.stop()
            raise

    # --- Process and windows ----------------------------------------------------------------------

    def applications(self):
        registry = "org.a11y.atspi.Registry"
        children = self.screen.call(registry, "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Accessible", "GetChildren")[0]
        return {name for name, path in children}

    def alive(self):
        check(self.process.poll() is None, f"the program has ended: {self.stderr()}")
        return True

    def active_window(self):
        result = subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True)
        return result.stdout.strip() if result.returncode == 0 else None

    def visible_window(self, name):
        return xdo("search", "--all", "--onlyvisible", "--pid", self.process.pid, "--name", name).split()[0]

    def title(self):
        window = self.active_window()
        return xdo("getwindowname", window).strip() if window else None

    def geometry(self, window):
        words = dict(line.split("=") for line in xdo("getwindowgeometry", "--shell", window).split())
        return tuple(int(words[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def resize(self, width, height):
        def arrived():
            # Asked for again: what the window needs at least changes with the width at which it is laid out.
            if self.geometry(self.window) != (0, 0, width, height):
                xdo("windowmove", self.window, 0, 0, "windowsize", self.window, width, height)
                time.sleep(0.1)
            return self.geometry(self.window) == (0, 0, width, height) and self.laid_out(width, height)

        until(arrived, lambda: f"the window is {self.geometry(self.window)}, not {width}x{height}")

    def laid_out(self, width, height):
        """Whether the contents have come to the size of the X window, but for the border around them."""
        for window in self.call("/org/a11y/atspi/accessible/root", "Accessible", "GetChildren")[0]:
            _, _, inner_width, inner_height = self.call(window[1], "Component", "GetExtents", "(u)", 1)[0]
            if 0 <= width - inner_width <= 20 and width - inner_width == height - inner_height:
                return True
        return False

    def call(self, path, interface, method, signature=None, *arguments):
        return self.screen.call(self.name, path, "org.a11y.atspi." + interface, method, signature, *arguments)

    # --- What there is ----------------------------------------------------------------------------

    def call_all(self, calls):
        """The answers to many calls, sent before the first is waited for; None for an error."""
        from gi.repository import GLib
        answers, context = [None] * len(calls), GLib.MainContext.default()
        waiting = len(calls)

        def done(bus, result, index):
            nonlocal waiting
            waiting -= 1
            with contextlib.suppress(GLib.Error):
                answers[index] = bus.call_finish(result).unpack()

        for index, (path, interface, method, *value) in enumerate(calls):
            self.screen.bus.call(self.name, path, "org.a11y.atspi." + interface, method,
                                 GLib.Variant(value[0], tuple(value[1:])) if value else None, None, 0, 20000, None, done, index)
        while waiting:
            context.iteration(True)
        return answers

    def elements(self, everything=False):
        """What is told a screen reader now, without the pages that another covers. GTK makes its cache as it is asked."""
        while True:
            level = ["/org/a11y/atspi/accessible/root"]
            skipped = set() if everything else self.covered
            while level:
                answers = self.call_all([(path, "Accessible", "GetChildren") for path in level])
                level = [path for answer in answers if answer for name, path in answer[0] if path not in skipped]
            items = self.screen.call(self.name, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems")[0]
            elements = {element.path: element for element in (Element(self, item) for item in items)}
            pages = {PAGES.get(element.name) for element in elements.values() if element.has("selected") and element.role == "page tab"}
            self.covered = {element.path for element in elements.values() if pages and
                            element.name in PAGES.values() and element.name not in pages}
            if self.covered >= skipped:
                return {path: element for path, element in elements.items()
                        if everything or not self.covered & set(element.ancestors(elements))}

    def nameless(self):
        """What takes the focus and says nothing, but for parts that GTK keeps to itself: the pane that scrolls, the
        header of a table, the value inside a drop-down and the list that it opens."""
        elements = self.elements()
        found = [element for element in elements.values() if element.has("focusable") and element.role != "scroll pane" and
                 (not element.name or CLASS_NAME.match(element.name)) and element.extents()[2] > 0]
        found = [element for element in found if element.name != "GtkListView" or
                 not any(elements[path].role == "combo box" for path in element.ancestors(elements))]
        return [element for element in found if element.name != "GtkListItemWidget" and
                (element.name or element.role != "list item") or
                elements[element.parent].role == "list" and elements[element.parent].name == ""]

    def misnamed(self):
        """Buttons and the words that stand on them, where their names lack these: who speaks to the computer says what is seen.
        Values of drop-downs, counts of badges and what an expander holds are no names."""
        elements = self.elements()
        found = []
        for element in elements.values():
            if element.role != "label" or not element.name or element.name.isdigit():
                continue
            for path in list(element.ancestors(elements))[1:]:
                above = elements[path]
                if above.role in ("scroll pane", "combo box") or above.name == "GtkPopoverContent":
                    break
                if above.role in ("button", "toggle button", "page tab"):
                    if elements[above.parent].role == "combo box":
                        break
                    if plain(element.name) not in plain(above.name) and element.extents()[2] > 0 and above.extents()[2] > 0:
                        found.append((above, element.name))
                    break
        return found

    def find_all(self, role=None, name=None, at=None, state=None, elements=None):
        """Elements of a role, by the name or a part of it (re.Pattern), in one place with the mouse on top of them."""
        found = []
        elements = elements or self.elements()
        for element in elements.values():
            if role is not None and element.role != role:
                continue
            if isinstance(name, re.Pattern) and not name.search(element.name):
                continue
            if isinstance(name, str) and element.name != name:
                continue
            if state is not None and not element.has(state):
                continue
            if at is None or at(element):
                found.append(element)
        return [element for element in found if element.reachable(elements)]

    def find(self, role=None, name=None, seconds=40.0, **more):
        """The first of them, awaited."""
        def what():
            names = sorted({element.name for element in self.elements().values() if element.role == (role or element.role)})
            return f"no {role or 'element'} {getattr(name, 'pattern', name)!r} on the screen, but: {', '.join(names)[:1500]}"
        return until(lambda: self.alive() and next(iter(self.find_all(role, name, **more)), None), what, seconds)

    def gone(self, role, name, seconds=40.0):
        until(lambda: not self.find_all(role, name), f"{role} {name!r} is still there", seconds)

    # --- Mouse, keyboard, pictures ----------------------------------------------------------------

    def point(self, element_or_point):
        """Where on the screen: X windows are as wide as their contents and a border of the same size at each side."""
        elements = self.elements()
        if isinstance(element_or_point, Element):
            element = element_or_point
            window = element.toplevel(elements)
            x, y = element.centre()
        else:
            window = next(element for element in elements.values() if element.name == self.title())
            x, y = element_or_point
        left, top, width, height = self.geometry(self.active_window())
        _, _, inner_width, inner_height = window.extents()
        return left + x + (width - inner_width) // 2, top + y + (height - inner_height) // 2

    def settled(self, element):
        """Where it is once it stays there: rows move when a picture above them arrives."""
        place = None
        for _ in range(50):
            last, place = place, self.point(element)
            if place == last:
                break
            time.sleep(0.1)
        return place

    def click(self, *what, button=1, **more):
        """Clicks an element, or what find (role, name) finds."""
        def place():
            """None when it was made anew while it was looked at, as a toast that has waited for another one."""
            element = what[0] if not isinstance(what[0], str) else self.find(*what, **more)
            with contextlib.suppress(IndexError):
                return element, *self.settled(element)

        element, x, y = until(place, f"{what} does not stay")
        xdo("mousemove", "--sync", x, y, "click", button)
        return element

    def click_at(self, x, y):
        xdo("mousemove", "--sync", x, y, "click", 1)

    def drag(self, start, end):
        xdo("mousemove", "--sync", *start, "mousedown", 1)
        for step in range(1, 6):
            xdo("mousemove", "--sync", *(round(a + (b - a) * step / 5) for a, b in zip(start, end)))
            time.sleep(0.02)  # as a hand: the gesture begins with the first steps
        xdo("mouseup", 1)

    def key(self, *keys):
        xdo("key", "--clearmodifiers", *keys)

    def type(self, text):
        xdo("type", "--delay", 4, "--", text)

    def dialog(self, title):
        """Waits for a window above the main one, by its title."""
        until(lambda: self.alive() and self.title() == title, lambda: f"no window “{title}” but “{self.title()}”")

    def choose_file(self, title, path, save=False):
        """Types a path into GTK's own file chooser."""
        self.dialog(title)
        if not save:
            self.type("/")
        self.find("text", "Name:" if save else "GtkFileChooserEntry", state="focused")
        self.key("ctrl+a")
        self.type(str(path))
        chooser = self.active_window()
        self.key("Return")
        until(lambda: self.active_window() not in (None, chooser), f"“{title}” stays open")

    def page(self, name):
        """Goes to a page by its tab and waits until it is chosen."""
        self.click("page tab", name)
        until(lambda: any(tab.has("selected") for tab in self.find_all("page tab", name)), f"page {name} does not come")

    def pixels(self):
        """Width, height and RGB bytes of the whole screen."""
        data = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], check=True, capture_output=True).stdout
        return WIDTH, HEIGHT, data

    def shot(self, name):
        """Keeps a picture of the window, once nothing moves on it any more."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        before = self.pixels()
        for _ in range(20):
            time.sleep(0.1)
            before, now = self.pixels(), before
            if now == before:
                break
        left, top, width, height = self.geometry(self.window)
        subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{left}+{top}", "+repage",
                        str(SHOTS / f"{name}.png")], check=True)

    # --- End --------------------------------------------------------------------------------------

    def stderr(self):
        return self.stderr_path.read_text(errors="replace")

    def complaints(self):
        """Lines on stderr that warn of something."""
        # libadwaita 1.2 says the one of the shield of a flap that folds while the window gets narrow, GTK's file chooser the
        # other of the mount of a document portal that it may not measure.
        known = ("without a current allocation", "Failed to measure available space")
        return [line for line in self.stderr().splitlines() if not any(words in line for words in known) and
                any(word in line for word in ("CRITICAL", "WARNING **", "Sanitizer", "runtime error"))]

    def ended(self, seconds=40):
        """Waits for the program to end by itself, in good order."""
        until(lambda: self.process.poll() is not None, "the program does not end", seconds)
        check(self.process.returncode == 0, f"the program ends with {self.process.returncode}: {self.stderr()}")
        check(not self.complaints(), f"the window says {self.stderr()}")

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
            if self.process.poll() is None:
                self.process.kill()


# The screen of the cases that run now.
SCREEN = None


@contextlib.contextmanager
def window(folder, *arguments, **more):
    """The program, stopped at the end; a picture is kept of where a case fails."""
    app = App(SCREEN, folder, *arguments, **more)
    try:
        yield app
    except Exception:
        with contextlib.suppress(Exception):
            app.shot(f"failure-{pathlib.Path(sys.argv[0]).stem}")
        raise
    finally:
        app.stop()


def main(script, cases):
    """Runs functions that take a folder, or those of them named on the command line, on a screen of their own."""
    global SCREEN
    enter(script, len(cases))
    only = sys.argv[1:]
    SCREEN = Screen()
    try:
        tap.main([case for case in cases if not only or case.__name__ in only])
    finally:
        SCREEN.stop()
