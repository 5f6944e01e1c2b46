#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Handover authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the sample site: one description of the house gives plan images, walls, openings, base stations and handsets.

Run it in this folder after a change and commit what it writes. The house is ours; one unit of a plan is a centimetre.
"""
import csv

WIDTH, DEPTH, MARGIN = 72.0, 32.0, 2.0  # metres
NORTH, SOUTH = 13.0, 19.0  # the corridor's walls
BUILDING = "House A"

# Rooms from west to east: name, eastern edge, door's middle. The corridor lies between the rows.
FLOORS = [
    {
        "floor": "Basement", "level": -1, "height": 3.2, "slab": "slab-reinforced", "file": "basement.svg",
        "north": [("Archive", 14, 7), ("Store", 28, 21), ("Workshop", 46, 37), ("Coal cellar", 58, None), ("Boiler room", 72, None)],
        "south": [("Server room", 12, 6), ("Cable room", 24, 18), ("Changing room", 40, 32), ("Tank room", 58, None), ("Pump room", 72, None)],
        "inner": "concrete-15", "corridor_end": 58,
        "heavy": [(46, 0, 46, 13), (58, 0, 58, 32), (58, 13, 72, 13), (58, 19, 72, 19)],
        "doors": [(58, 15.4, 58, 16.6)],
    },
    {
        "floor": "Ground floor", "level": 0, "height": 3.6, "slab": "slab-tiled", "file": "ground-floor.svg",
        "north": [("Reception", 14, 7), ("Office 1", 24, 19), ("Office 2", 34, 29), ("Canteen", 54, 44), ("Kitchen", 72, 60)],
        "south": [("Stair well", 8, 4), ("Dispatch", 26, 17), ("Hall 1", 54, 40), ("Loading bay", 72, 62)],
        "inner": "brick-10", "corridor_end": 72, "heavy": [], "doors": [],
    },
    {
        "floor": "1st floor", "level": 1, "height": 3.2, "slab": "slab-tiled", "file": "first-floor.svg",
        "north": [("Management", 14, 7), ("Sales", 28, 21), ("Planning", 42, 35), ("Meeting room", 54, 48), ("Training", 72, 62)],
        "south": [("Stair well", 8, 4), ("Accounts", 22, 15), ("Laboratory", 44, 33), ("Test field", 60, 52), ("Sample store", 72, 66)],
        "inner": "brick-10", "corridor_end": 72, "heavy": [], "doors": [],
    },
]

# name, floor, x, y, room, role, switch
RFPS = [
    ("Reception", "Ground floor", 7.0, 6.0, "Reception", "master", "SW1"),
    ("Office 1", "Ground floor", 20.0, 5.0, "Office 1", "", "SW1"),
    ("Canteen", "Ground floor", 42.0, 6.0, "Canteen", "", "SW2"),
    ("Corridor ground", "Ground floor", 30.0, 16.0, "Corridor", "", "SW1"),
    ("Dispatch", "Ground floor", 16.0, 25.0, "Dispatch", "failover", "SW2"),
    ("Hall 1", "Ground floor", 38.0, 26.0, "Hall 1", "", "SW2"),
    ("Management", "1st floor", 8.0, 7.0, "Management", "", "SW1"),
    ("Sales", "1st floor", 22.0, 6.0, "Sales", "", "SW1"),
    ("Planning", "1st floor", 36.0, 6.0, "Planning", "", "SW1"),
    ("Training", "1st floor", 60.0, 6.0, "Training", "", "SW2"),
    ("Laboratory", "1st floor", 32.0, 26.0, "Laboratory", "", "SW2"),
    ("Test field", "1st floor", 52.0, 25.0, "Test field", "", "SW2"),
    ("Corridor upstairs", "1st floor", 46.0, 16.0, "Corridor", "", "SW1"),
    ("Archive", "Basement", 7.0, 7.0, "Archive", "", "SW1"),
    ("Server room", "Basement", 5.0, 24.0, "Server room", "", "SW1"),
    ("Changing room", "Basement", 31.0, 25.0, "Changing room", "", "SW2"),
    ("Workshop", "Basement", 42.0, 4.0, "Workshop", "", "SW2"),
    ("Boiler room", "Basement", 67.0, 5.0, "Boiler room", "", "SW2"),
]

HANDSETS = [
    "Reception", "Reception 2", "Management", "Assistant", "Sales 1", "Sales 2", "Sales 3", "Accounts 1", "Accounts 2",
    "Planning 1", "Planning 2", "Laboratory 1", "Laboratory 2", "Test field 1", "Test field 2", "Meeting room", "Training",
    "Canteen", "Kitchen", "Dispatch 1", "Dispatch 2", "Dispatch 3", "Loading bay", "Hall 1 foreman", "Hall 1 line A",
    "Hall 1 line B", "Store", "Workshop 1", "Workshop 2", "Boiler man", "Caretaker", "Cleaning", "First aid", "Fire warden",
    "Night shift 1", "Night shift 2", "Night shift 3", "Gate", "Loan phone 1", "Loan phone 2",
]


def check_character(digits):
    total = sum(place * int(digit) for place, digit in enumerate(digits, 1)) % 11
    return "*" if total == 10 else str(total)


def row_walls(row, y_out, y_in):
    """Walls between the rooms of a row, and each room's door in the corridor's wall."""
    walls, doors, west = [], [], 0.0
    for name, east, door in row:
        if east < WIDTH:
            walls.append((east, y_out, east, y_in))
        if door is not None:
            doors.append((door - 0.6, y_in, door + 0.6, y_in))
        west = east
    return walls, doors


def house(floor):
    """(walls, doors, windows, stairs): segments in metres, walls with their material."""
    walls, doors, windows, stairs = [], list(floor["doors"]), [], []
    outer = "concrete-20-windows" if floor["level"] >= 0 else "concrete-40"
    for segment in ((0, 0, WIDTH, 0), (WIDTH, 0, WIDTH, DEPTH), (WIDTH, DEPTH, 0, DEPTH), (0, DEPTH, 0, 0)):
        walls.append((*segment, outer))
    end = floor["corridor_end"]
    walls += [(0, NORTH, end, NORTH, floor["inner"]), (0, SOUTH, end, SOUTH, floor["inner"])]
    heavy = {tuple(map(float, segment)) for segment in floor["heavy"]}
    walls += [(*segment, "concrete-40") for segment in sorted(heavy)]
    for row, y_out, y_in in ((floor["north"], 0.0, NORTH), (floor["south"], DEPTH, SOUTH)):
        between, openings = row_walls(row, y_out, y_in)
        for x1, y1, x2, y2 in between:
            covered = any(hx1 == hx2 == x1 and min(hy1, hy2) <= min(y1, y2) and max(hy1, hy2) >= max(y1, y2)
                          for hx1, hy1, hx2, hy2 in heavy)
            if not covered:
                walls.append((x1, y1, x2, y2, floor["inner"]))
        doors += openings
    if floor["level"] >= 0:
        for i in range(1, 18):
            windows += [(4 * i - 1, 0, 4 * i + 1, 0), (4 * i - 1, DEPTH, 4 * i + 1, DEPTH)]
    if floor["level"] > 0:
        stairs.append((1.0, 21.0, 7.0, 31.0))
    return walls, doors, windows, stairs


def svg(floor):
    walls, doors, windows, _ = house(floor)
    width, height = (WIDTH + 2 * MARGIN) * 100, (DEPTH + 2 * MARGIN) * 100
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">',
           f'<title>{BUILDING}, {floor["floor"]}</title>',
           f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
           f'<g transform="translate({MARGIN * 100:.0f} {MARGIN * 100:.0f})" font-family="Cantarell, DejaVu Sans, sans-serif">',
           f'<rect width="{WIDTH * 100:.0f}" height="{DEPTH * 100:.0f}" fill="#fbfaf8"/>']

    def line(segment, style):
        x1, y1, x2, y2 = (round(100 * v) for v in segment[:4])
        out.append(f'<path d="M{x1} {y1}L{x2} {y2}" {style}/>')

    for x1, y1, x2, y2, material in walls:
        thick = 34 if material.startswith("concrete") else 16
        line((x1, y1, x2, y2), f'stroke="#4d4a55" stroke-width="{thick}" stroke-linecap="square"')
    for window in windows:
        line(window, 'stroke="#ffffff" stroke-width="18"')
        line(window, 'stroke="#8d8b96" stroke-width="5"')
    for door in doors:
        line(door, 'stroke="#fbfaf8" stroke-width="40"')
        x1, y1, x2, y2 = (round(100 * v) for v in door)
        if y1 == y2:
            swing = -120 if y1 == round(NORTH * 100) else 120
            out.append(f'<path d="M{x1} {y1}V{y1 + swing}A120 120 0 0 {1 if swing < 0 else 0} {x2} {y2}" fill="none" stroke="#a9a7b0" stroke-width="5"/>')
    for row, y1, y2 in ((floor["north"], 0, NORTH), (floor["south"], SOUTH, DEPTH)):
        west = 0
        for name, east, _ in row:
            x, y = round(50 * (west + east)), round(50 * (y1 + y2))
            if name == "Stair well":
                steps = "".join(f"M120 {2150 + 50 * i}H680" for i in range(17))
                out.append(f'<path d="{steps}M400 2150V2950" stroke="#b5b3bb" stroke-width="5" fill="none"/>')
            else:
                out.append(f'<text x="{x}" y="{y + 260}" font-size="95" fill="#8d8b96" text-anchor="middle">{name}</text>')
            west = east
    out.append(f'<text x="{round(50 * floor["corridor_end"])}" y="1640" font-size="95" fill="#8d8b96" text-anchor="middle">Corridor</text>')
    out += ["</g>", "</svg>", ""]
    return "\n".join(out)


def write(name, header, rows):
    with open(name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def number(value):
    return f"{value:g}"


for floor in FLOORS:
    with open(floor["file"], "w", encoding="utf-8") as file:
        file.write(svg(floor))
write("buildings.csv", "building,x_m,y_m,rotation_deg,base_m", [[BUILDING, 0, 0, 0, 0]])
write("floors.csv", "building,floor,level,height_m,slab,environment,offset_x_m,offset_y_m",
      [[BUILDING, f["floor"], f["level"], number(f["height"]), f["slab"], "office", 0, 0] for f in FLOORS])
write("walls.csv", "building,floor,x1_m,y1_m,x2_m,y2_m,material",
      [[BUILDING, f["floor"], *map(number, wall[:4]), wall[4]] for f in FLOORS for wall in house(f)[0]])
write("openings.csv", "building,floor,x1_m,y1_m,x2_m,y2_m,kind",
      [[BUILDING, f["floor"], *map(number, segment), kind] for f in FLOORS
       for kind, segments in zip(("door", "stair"), (house(f)[1], house(f)[3])) for segment in segments])
write("switches.csv", "switch,ports,poe_w,riser,location",
      [["SW1", 24, 370, "West riser", "Server room"], ["SW2", 24, 370, "East riser", "Cable room"]])

ports = {}
rows = []
for place, (name, floor, x, y, room, role, switch) in enumerate(RFPS, 1):
    ports[switch] = ports.get(switch, 2) + 1
    rows.append([name, place, f"00:30:42:1B:7F:{4 + place:02X}", "RFP 45", role or "normal", "yes" if role == "master" else "no",
                 f"10.20.0.{10 + place}", "", "yes" if room == "Boiler room" else "no", "yes", BUILDING, floor, number(x), number(y),
                 "2.5", "", "", room, 1, "", "", switch, ports[switch], "", "", ""])
write("rfps.csv", "name,number,mac,model,role,preferred_sync,target_ip,firmware,reflective,dect_on,building,floor,x_m,y_m,mount_m,"
      "azimuth_deg,power_mw,room,cluster,paging_area,omm_site,switch,port,compartment,wlan_profile,notes", rows)

rows = []
for place, name in enumerate(HANDSETS, 1):
    digits = f"{77:05d}{115400 + 83 * place:07d}"
    extension = 400 + place
    rows.append([f"{digits[:5]} {digits[5:]} {check_character(digits)}", extension, name, extension, extension, "", "", "House A", "", ""])
write("handsets.csv", "ipei,number,name,additional_id,sip_user,sos_number,mandown_number,location,model,notes", rows)
