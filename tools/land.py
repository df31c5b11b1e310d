#!/usr/bin/env python3
"""Makes assets/report/land.path, the outline of the land on the map of a report, from Natural Earth's 1:110m data.

    npm install world-atlas@2.0.2
    tools/land.py node_modules/world-atlas/land-110m.json > assets/report/land.path

The path is an SVG path on a page 1000 units wide, in the Equal Earth projection (B. Šavrič, T. Patterson, B. Jenny, "The Equal
Earth map projection", International Journal of Geographical Information Science 33 (2019) 454), which assets/report/map.js uses
for the places too. Left out: Antarctica, and islands too small to be seen.
"""

import json
import math
import sys

A = (1.340264, -0.081106, 0.000893, 0.003796)
ROOT = math.sqrt(3)
#: Half the width of the world in the units of the projection.
HALF = 2 * ROOT * math.pi / (3 * A[0])
SCALE = 500 / HALF


def project(longitude, latitude):
    """Degrees to units of the page; the middle of the world is at (0, 0), y goes down."""
    t = math.asin(ROOT / 2 * math.sin(math.radians(latitude)))
    slope = A[0] + 3 * A[1] * t**2 + 7 * A[2] * t**6 + 9 * A[3] * t**8
    x = 2 * ROOT * math.radians(longitude) * math.cos(t) / (3 * slope)
    y = A[0] * t + A[1] * t**3 + A[2] * t**7 + A[3] * t**9
    return x * SCALE, -y * SCALE


def rings(topology):
    """Every ring of the land as a list of (longitude, latitude)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            for ring in polygon:
                points = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points.extend(arc[1:] if points else arc)
                yield from inside(points)


def inside(points):
    """The ring, or where it crosses the border of the map at 180 degrees, its parts on either side."""
    turned = [points[0]]
    for longitude, latitude in points[1:]:
        turns = round((turned[-1][0] - longitude) / 360)
        turned.append((longitude + 360 * turns, latitude))
    for shift in (-360, 0, 360):
        part = [(min(max(longitude + shift, -180), 180), latitude) for longitude, latitude in turned]
        if min(longitude for longitude, _ in part) < max(longitude for longitude, _ in part):
            yield part


def path(points):
    """The ring as a path, in steps of a tenth of a unit; empty if it is too small to be seen."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in (project(*point) for point in points)]
    steps = [tenths[0]]
    for point in tenths[1:]:
        if point != steps[-1]:
            steps.append(point)
    width = max(x for x, _ in steps) - min(x for x, _ in steps)
    height = max(y for _, y in steps) - min(y for _, y in steps)
    if len(steps) < 4 or max(width, height) < 15:
        return ""
    number = lambda tenth: f"{tenth / 10:g}".replace("0.", ".") if abs(tenth) < 10 else f"{tenth / 10:g}"
    text = f"M{number(steps[0][0])} {number(steps[0][1])}l"
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(steps, steps[1:-1])]
    return text + " ".join(f"{number(dx)} {number(dy)}" for dx, dy in moves) + "z"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    land = [points for points in rings(topology) if max(latitude for _, latitude in points) > -60]
    print("".join(path(points) for points in land))


if __name__ == "__main__":
    main()
