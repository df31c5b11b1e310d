"""Do ordinary readers find in the tables, notes, calendars and pictures what was put in?

gate.py calls `run` with its `check`. What is compared with is dataset.json: the data themselves, as the program holds them, so that
every label, attribute, quote and end of an edge is held against its source. Each format is opened as its users would open it: CSV by
the csv module, Parquet by pyarrow, notes by PyYAML and their links, calendars by icalendar, pictures by an XML parser,
FollowTheMoney by its own package if that is installed.
"""

import csv
import json
import re
import unicodedata
import xml.etree.ElementTree
from collections import Counter
from datetime import date, timedelta

import icalendar
import pyarrow.parquet
import yaml

#: White space as Unicode defines it; Python's own idea has four control characters more.
BLANKS = re.compile("[\t\n\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
TOLD = ("reported", "planned")


def line(text):
    """A text on one line, as formats have it that are read line by line."""
    return CONTROL.sub("\ufffd", BLANKS.sub(" ", text).strip(" "))


class Data:
    """The data set, with what the formats say of each part of it."""

    def __init__(self, path):
        data = json.loads(path.read_text("utf-8"))
        self.base, self.articles, self.entities, self.statements = (data[k] for k in ("base", "articles", "entities", "statements"))
        self.texts = [article["text"].encode() for article in self.articles]
        self.iris = [self.base + entity["path"] for entity in self.entities]
        #: Statements that some article asserts, with these claims.
        self.told = [(s, [c for c in s["claims"] if c["stance"] in TOLD]) for s in self.statements]
        self.told = [(statement, claims) for statement, claims in self.told if claims]
        #: Those between two entities.
        self.links = [(s, claims) for s, claims in self.told if self.object(s) is not None]

    def object(self, statement):
        return statement["object"].get("Entity")

    def value(self, statement):
        ((kind, value),) = statement["object"]["Literal"].items()
        return value["value"] if kind == "Text" else str(value)

    def values(self, idx, relation):
        return sorted(self.value(s) for s, _ in self.told if s["subject"] == idx and s["relation"] == relation and self.object(s) is None)

    def quote(self, claim):
        return self.texts[claim["article"]][claim["quote"]["start"] : claim["quote"]["end"]].decode()

    def article(self, claim):
        return self.articles[claim["article"]]

    def others(self, idx):
        entity = self.entities[idx]
        return sorted({name["text"] for name in entity["names"]} - {entity["label"]}, key=lambda name: name.encode())

    def named_in(self, idx):
        return {mention["article"] for mention in self.entities[idx]["mentions"]}

    def objects(self, idx, relation):
        return [self.object(s) for s, _ in self.links if s["subject"] == idx and s["relation"] == relation]


def of_file(path, encoding="utf-8"):
    csv.field_size_limit(1 << 30)
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def number(value):
    return "" if value is None else value


# Spreadsheets -------------------------------------------------------------------------------------------------------------------


def guarded(column, text):
    """A cell as a spreadsheet may hold it: nothing runs, ids stay text, and none is longer than Excel takes."""
    try:
        is_number = bool(float(text)) or True
    except ValueError:
        is_number = False
    is_number = is_number and not re.search(r"[_\s]", text)
    runs = text[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number
    is_date = re.fullmatch(r"[0-9\-/:. ]*[\-/:.][0-9\-/:. ]*", text) is not None and text != ""
    misread = column in ("article", "id") and not runs and (is_number or is_date)
    text = "'" + text if runs or misread else text
    units = text.encode("utf-16-le")
    return units[: 2 * 32_767].decode("utf-16-le", "ignore")


def sheet(check, who, path, wanted):
    check(f"csv {who}: byte order mark", path.read_bytes()[:3], b"\xef\xbb\xbf")
    rows = of_file(path, "utf-8-sig")
    check(f"csv {who}: rows", len(rows), len(wanted))
    for at, (row, cells) in enumerate(zip(rows, wanted)):
        whole = {name: text if isinstance(text, str) else json.dumps(text) for name, text in cells.items()}
        for name, text in whole.items():
            if isinstance(cells[name], float):
                check(f"csv {who}: row {at}, {name}", float(row[name]), cells[name])
            else:
                check(f"csv {who}: row {at}, {name}", row[name], guarded(name, text))
        cut = " ".join(name for name, text in whole.items() if name in row and len(text.encode("utf-16-le")) > 2 * 32_767)
        check(f"csv {who}: row {at}, what was cut", row["cut"], cut)


def claim_rows(data):
    for statement in data.statements:
        subject, object_ = data.entities[statement["subject"]], data.object(statement)
        for claim in statement["claims"]:
            article = data.article(claim)
            yield {
                "subject": subject["label"],
                "subject_type": subject["kind"],
                "relation": statement["relation"],
                "object": data.value(statement) if object_ is None else data.entities[object_]["label"],
                "object_type": "" if object_ is None else data.entities[object_]["kind"],
                "post": claim["post"] or "",
                "mode": claim["mode"] or "",
                "stance": claim["stance"],
                "confidence": claim["confidence"],
                "quote": data.quote(claim),
                "article": article["id"],
                "published": article["published"] or "",
                "source": article["source"],
                "url": article["url"] or "",
                "quote_start": claim["quote"]["start"],
                "quote_end": claim["quote"]["end"],
                "rule": claim["rule"],
                "subject_iri": data.iris[statement["subject"]],
                "object_iri": "" if object_ is None else data.iris[object_],
                "rank": statement["rank"],
                "independent_sources": len({c["article"] for c in statement["claims"]}),
            }


def entity_rows(data):
    for idx, entity in enumerate(data.entities):
        point = entity["point"] or {}
        yield {
            "label": entity["label"],
            "type": entity["kind"],
            "names": " | ".join(data.others(idx)),
            "edition": number(entity["edition"]),
            "unnamed": "true" if entity["unnamed"] else "",
            "latitude": number(point.get("latitude")),
            "longitude": number(point.get("longitude")),
            "country": entity["country"] or "",
            "articles": len(data.named_in(idx)),
            "mentions": len(entity["mentions"]),
            "iri": data.iris[idx],
        }


def article_rows(data):
    for article in data.articles:
        fields = ("outlet", "published", "language", "source", "url")
        yield {"article": article["id"]} | {name: article[name] or "" for name in fields}


def sheets(check, data, files, folders):
    sheet(check, "csv", files["csv"], list(claim_rows(data)))
    sheet(check, "csv-nodes", files["csv-nodes"], list(entity_rows(data)))
    sheet(check, "excel claims", folders["excel"] / "claims.csv", list(claim_rows(data)))
    sheet(check, "excel entities", folders["excel"] / "entities.csv", list(entity_rows(data)))
    sheet(check, "excel articles", folders["excel"] / "articles.csv", list(article_rows(data)))


# Plain tables -------------------------------------------------------------------------------------------------------------------


def pairs(check, data, folder):
    nodes, edges = of_file(folder / "nodes.csv"), of_file(folder / "edges.csv")
    check("csv csv-pairs: ids of nodes", [row["Id"] for row in nodes], data.iris)
    for idx, (row, wanted) in enumerate(zip(nodes, entity_rows(data))):
        start = data.values(idx, "startDate")
        wanted = {name.capitalize(): str(wanted[name]) for name in ("label", "names", "latitude", "longitude", "country", "articles")}
        wanted |= {"Class": data.entities[idx]["kind"], "Start": start[0] if start else ""}
        for name, text in wanted.items():
            check(f"csv csv-pairs: {row['Id']}, {name}", row[name], text)
    wanted = [
        {
            "Source": data.iris[statement["subject"]],
            "Target": data.iris[data.object(statement)],
            "Type": "Directed",
            "Label": statement["relation"],
            "Weight": str(len({claim["article"] for claim in claims})),
            "Claims": str(len(claims)),
            "Planned": json.dumps(all(claim["stance"] == "planned" for claim in claims)),
            "Post": " | ".join(sorted({claim["post"] for claim in claims if claim["post"]})),
            "Mode": " | ".join(sorted({claim["mode"] for claim in claims if claim["mode"]})),
        }
        for statement, claims in data.links
    ]
    check("csv csv-pairs: number of edges", len(edges), len(wanted))
    check("csv csv-pairs: sum of weights", sum(int(row["Weight"]) for row in edges), sum(int(row["Weight"]) for row in wanted))
    for row, edge, (_, claims) in zip(edges, wanted, data.links):
        check(f"csv csv-pairs: edge {edge['Source']} {edge['Target']}", {name: row[name] for name in edge}, edge)
        check(f"csv csv-pairs: quote of {edge['Source']}", row["Quote"] in {data.quote(claim) for claim in claims}, True)


def typed(name, text):
    """A cell of Neo4j's importer by the type in its header."""
    kind = name.rpartition(":")[2]
    if kind.endswith("[]"):
        return [typed(f":{kind[:-2]}", item) for item in text.split(";")] if text else []
    read = {"int": int, "long": int, "double": float, "boolean": {"true": True, "false": False}.__getitem__}.get(kind)
    return text if read is None else None if text == "" else read(text)


def neo4j(check, data, folder):
    tables = {name: of_file(folder / f"{name}.csv") for name in ("entities", "articles", "statements", "mentions")}
    for name, rows in tables.items():
        raw = (folder / f"{name}.csv").read_bytes()
        check(f"neo4j {name}: no byte order mark", raw[:3] != b"\xef\xbb\xbf", True)
        check(f"neo4j {name}: one line a row", raw.count(b"\n"), len(rows) + 1)
        tables[name] = [{key: typed(key, text) for key, text in row.items()} for row in rows]
    spaces = {"Entity": {row["id:ID(Entity)"] for row in tables["entities"]}, "Article": {row["id:ID(Article)"] for row in tables["articles"]}}
    check("neo4j entities: ids, each once", len(spaces["Entity"]), len(data.entities))
    check("neo4j articles: ids, each once", len(spaces["Article"]), len(data.articles))
    for name in ("statements", "mentions"):
        for row in tables[name]:
            for key, id_ in row.items():
                end = re.fullmatch(r":(?:START|END)_ID\((\w+)\)", key)
                if end and id_ not in spaces[end[1]]:
                    check(f"neo4j {name}: {key} without a node", id_, None)
    clean = lambda items: [line(item).replace(";", ",") for item in items]
    for idx, (row, entity) in enumerate(zip(tables["entities"], data.entities)):
        point = entity["point"] or {}
        names = sorted({name["text"] for name in entity["names"]}, key=lambda name: name.encode())
        wanted = {
            "id:ID(Entity)": entity["path"],
            ":LABEL": entity["kind"],
            "name": line(entity["label"]),
            "names:string[]": clean(names),
            "iri": data.iris[idx],
            "unnamed:boolean": entity["unnamed"],
            "latitude:double": point.get("latitude"),
            "longitude:double": point.get("longitude"),
            "country": entity["country"] or "",
            "articles:int": len(data.named_in(idx)),
            "mentions:int": len(entity["mentions"]),
        }
        for key, value in wanted.items():
            check(f"neo4j entities: {entity['path']}, {key}", row[key], value)
        for key, value in row.items():
            if key in wanted or not value:
                continue
            said = data.values(idx, key.partition(":")[0])
            found = sorted(map(str, value)) if isinstance(value, list) else [str(value)]
            check(f"neo4j entities: {entity['path']}, {key}", found, sorted(clean(said)) if isinstance(value, list) else [line(v) for v in said])
    said = {(s["subject"], s["relation"]) for s, _ in data.told if data.object(s) is None}
    held = sum(1 for row in tables["entities"] for key, value in row.items() if key.partition(":")[0] in {r for _, r in said} and value)
    check("neo4j entities: values that are said", held, len(said))
    check("neo4j statements: number", len(tables["statements"]), len(data.links))
    for row, (statement, claims) in zip(tables["statements"], data.links):
        articles = [data.article(claim)["id"] for claim in claims]
        wanted = {
            ":START_ID(Entity)": data.entities[statement["subject"]]["path"],
            ":END_ID(Entity)": data.entities[data.object(statement)]["path"],
            ":TYPE": re.sub(r"(?<!^)([A-Z])", r"_\1", statement["relation"]).upper(),
            "relation": statement["relation"],
            "sources:int": len(set(articles)),
            "claims:int": len(claims),
            "planned:boolean": all(claim["stance"] == "planned" for claim in claims),
            "rank": statement["rank"],
            "confidence:double": max(claim["confidence"] for claim in claims),
            "posts:string[]": clean(sorted({c["post"] for c in claims if c["post"]}, key=lambda post: post.encode())),
            "modes:string[]": clean(sorted({c["mode"] for c in claims if c["mode"]})),
            "articles:string[]": clean(articles),
            "quotes:string[]": clean(map(data.quote, claims)),
            "offsets:string[]": [f"{c['quote']['start']}-{c['quote']['end']}" for c in claims],
        }
        check(f"neo4j statements: {wanted[':START_ID(Entity)']} {wanted[':TYPE']}", row, wanted)
    found = {(row[":START_ID(Article)"], row[":END_ID(Entity)"]): row["times:int"] for row in tables["mentions"]}
    mentions = Counter((line(data.articles[m["article"]]["id"]), e["path"]) for e in data.entities for m in e["mentions"])
    check("neo4j mentions", found, dict(mentions))
    check("neo4j mentions: types", {row[":TYPE"] for row in tables["mentions"]}, {"MENTIONS"})


def parquet(check, data, folder):
    tables = {name: pyarrow.parquet.read_table(folder / f"{name}.parquet") for name in ("claims", "entities", "articles")}
    types = {field.name: str(field.type) for field in tables["claims"].schema}
    wanted_types = {"confidence": "double", "quote_start": "int64", "independent_sources": "int64", "quote": "string", "published_year": "int64"}
    check("pyarrow parquet: types", {name: types[name] for name in wanted_types}, wanted_types)
    rows = tables["claims"].to_pylist()
    wanted = list(claim_rows(data))
    check("pyarrow parquet: claims", len(rows), len(wanted))
    nullable = ("post", "mode", "object_type", "object_iri", "published")
    for at, (row, claim) in enumerate(zip(rows, wanted)):
        for name in set(claim) - {"source", "url"}:
            check(f"pyarrow parquet: claim {at}, {name}", row[name], (claim[name] or None) if name in nullable else claim[name])
        check(f"pyarrow parquet: claim {at}, year", row["published_year"], int(claim["published"][:4]) if claim["published"] else None)
    rows = tables["entities"].to_pylist()
    check("pyarrow parquet: entities", [row["iri"] for row in rows], data.iris)
    for idx, (row, entity) in enumerate(zip(rows, data.entities)):
        start, point = data.values(idx, "startDate"), entity["point"] or {}
        wanted = {
            "label": entity["label"],
            "type": entity["kind"],
            "other_names": data.others(idx),
            "start": start[0] if start else None,
            "start_year": int(start[0][:4]) if start else None,
            "unnamed": entity["unnamed"],
            "latitude": point.get("latitude"),
            "longitude": point.get("longitude"),
            "country": entity["country"],
            "articles": len(data.named_in(idx)),
            "mentions": len(entity["mentions"]),
        }
        for name, value in wanted.items():
            check(f"pyarrow parquet: {row['iri']}, {name}", row[name], value)
    rows = tables["articles"].to_pylist()
    for row, article in zip(rows, data.articles, strict=True):
        fields = ("outlet", "published", "language", "source", "url")
        wanted = {"article": article["id"]} | {name: article[name] for name in fields}
        check(f"pyarrow parquet: article {article['id']}", {name: row[name] for name in wanted}, wanted)


# Notes --------------------------------------------------------------------------------------------------------------------------


def obsidian(check, data, folder):
    notes, heads = {}, {}
    for path in folder.rglob("*.md"):
        text = path.read_text("utf-8")
        check(f"obsidian {path.name}: a name of its own, ignoring case", path.stem.lower() in {n.lower() for n in notes}, False)
        _, head, body = text.split("---\n", 2) if text.startswith("---\n") else ("", "{}", text)
        heads[path.stem], notes[path.stem] = yaml.safe_load(head), body
    check("obsidian: notes", len(notes), len(data.entities) + len(data.articles) + 1)
    links = {name: re.findall(r"\[\[([^\[\]|]+)\|([^\[\]|]*)\]\]", body) for name, body in notes.items()}
    for name, body in notes.items():
        # Outside links a bracket has a backslash before it.
        check(f"obsidian {name}: links", len(links[name]), len(re.findall(r"(?<!\\)\[\[", body)))
        for target, _ in links[name]:
            check(f"obsidian {name}: there is a note {target}", target in notes, True)
    by_iri = {head["iri"]: name for name, head in heads.items() if head}
    spelled = lambda name: BLANKS.sub(" ", line(name)).translate(str.maketrans("[]|\\<>`$%", "()//‹›'＄％"))
    shown = {}
    for idx, entity in enumerate(data.entities):
        name = by_iri.get(data.iris[idx], "")
        head = heads.get(name, {"aliases": [], "articles": None, "tags": []})
        check(f"obsidian {name}: aliases", head["aliases"], [entity["label"], *data.others(idx)])
        check(f"obsidian {name}: articles", head["articles"], len(data.named_in(idx)))
        check(f"obsidian {name}: tags", len(head["tags"]), 1)
        start, point = data.values(idx, "startDate"), entity["point"]
        check(f"obsidian {name}: start", head.get("start"), start[0] if start and entity["kind"] == "Event" else None)
        check(f"obsidian {name}: location", head.get("location"), f"{point['latitude']}, {point['longitude']}".replace(".0,", ",") if point else None)
        shown[name] = spelled(entity["label"])
    for name in notes:
        for target, words in links[name]:
            if target in shown:
                check(f"obsidian {name}: words of the link to {target}", words, shown[target])
    for statement, _ in data.links:
        a, b = (by_iri.get(data.iris[idx], "") for idx in (statement["subject"], data.object(statement)))
        linked = b in dict(links.get(a, [])) or a in dict(links.get(b, [])) or a == b
        check(f"obsidian {a} {statement['relation']} {b}: linked", linked, True)
    for at, article in enumerate(data.articles):
        name = next((name for name, head in heads.items() if head and head.get("source") == article["source"]), "")
        named = {by_iri.get(data.iris[idx]) for idx in range(len(data.entities)) if at in data.named_in(idx)}
        check(f"obsidian {name}: who is named", {target for target, _ in links.get(name, [])}, named)
        check(f"obsidian {name}: id", article["id"] in heads.get(name, {"aliases": []})["aliases"], True)


# Calendar, picture, lines -------------------------------------------------------------------------------------------------------


def days(start, end):
    """First day, and the day after the last, of what is known to a day or a month."""
    year, month, *day = map(int, start.split("-"))
    if day:
        last = date.fromisoformat(end) if end else date(year, month, day[0])
        return date(year, month, day[0]), last + timedelta(days=1)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def calendar(check, data, path):
    events = {str(event["UID"]): event for event in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")}
    wanted = {}
    for idx, entity in enumerate(data.entities):
        start = data.values(idx, "startDate")
        if entity["kind"] == "Event" and start and "-" in start[0]:
            wanted[data.iris[idx]] = (idx, start[0], (data.values(idx, "endDate") or [None])[0])
    check("icalendar: events", sorted(events), sorted(wanted))
    spelled = lambda text: "\n".join(CONTROL.sub("\ufffd", part) for part in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n"))
    for iri, (idx, start, end) in wanted.items():
        event = events.get(iri)
        if event is None:
            continue
        vague = "" if start.count("-") == 2 else " (day unknown)"
        check(f"icalendar {iri}: name", str(event["SUMMARY"]), spelled(data.entities[idx]["label"]) + vague)
        check(f"icalendar {iri}: days", (event["DTSTART"].dt, event["DTEND"].dt), days(start, end))
        places = data.objects(idx, "heldIn")
        check(f"icalendar {iri}: place", str(event.get("LOCATION", "")), ", ".join(spelled(data.entities[place]["label"]) for place in places))
        point = data.entities[places[0]]["point"]
        check(f"icalendar {iri}: point", (event["GEO"].latitude, event["GEO"].longitude), (point["latitude"], point["longitude"]))


def picture(check, data, path, people):
    root = xml.etree.ElementTree.parse(path).getroot()
    svg = "{http://www.w3.org/2000/svg}"
    notes = [group.find(f"{svg}title").text for group in root.iter(f"{svg}g") if group.find(f"{svg}title") is not None]
    check("svg: people", len(notes), people["nodes"])
    plain = lambda text: BLANKS.sub(" ", re.sub("[\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", text)).strip()
    labels = Counter(plain(entity["label"]) or entity["path"] for entity in data.entities if entity["kind"] == "Person")
    check("svg: names of people", Counter(note.split(" · with ")[0].strip() for note in notes), labels)
    drawn = [text.text or "" for text in root.iter(f"{svg}text")]
    whole = {text for text in drawn if "…" not in text}
    cut = [text.split("…")[0] for text in drawn if "…" in text]
    missing = [name for name in labels if name and name not in whole and not any(name.startswith(start) for start in cut)]
    told = next((int(found[1]) for text in drawn if (found := re.search(r"(\d+) dots? without room", text))), 0)
    check("svg: names that are not drawn are counted", len(missing) <= told, True)
    ties = sum(len(re.findall("M", line.get("d", ""))) for line in root.iter(f"{svg}path") if line.get("stroke"))
    check("svg: ties", ties, people["edges"])


def lines(check, data, files):
    """The program's own lines of JSON: quotes stand at their offsets, and every claim and name is there."""
    facts = [json.loads(row) for row in files["facts"].read_text("utf-8").split("\n") if row]
    texts = {article["id"]: article["text"].encode() for article in data.articles}
    claims = [fact for fact in facts if fact["predicate"] != "mentions"]
    check("json facts: claims", len(claims), sum(len(told) for _, told in data.told))
    for fact in claims:
        evidence = fact["evidence"]
        check("json facts: quote at its place", texts[fact["article"]][evidence["start"] : evidence["end"]].decode(), evidence["quote"])
    found = {(fact["article"], fact["object"]["iri"], fact["object"]["label"]) for fact in facts if fact["predicate"] == "mentions"}
    wanted = {(data.articles[at]["id"], data.iris[idx], e["label"]) for idx, e in enumerate(data.entities) for at in data.named_in(idx)}
    check("json facts: who is named", found, wanted)
    names = [json.loads(row) for row in files["mentions"].read_text("utf-8").split("\n") if row]
    for name in names:
        check("json mentions: words at their place", texts[name["article"]][name["start"] : name["end"]].decode(), name["text"])
    check("json mentions: names", sum(name["type"] != "Date" for name in names), sum(len(e["mentions"]) for e in data.entities))


def follow_the_money(check, data, path):
    """FollowTheMoney checks every value against its model, and drops those that it does not take."""
    rows = [json.loads(row) for row in path.read_text("utf-8").split("\n") if row]
    check("json ftm: ids, each once", len({row["id"] for row in rows}), len(rows))
    try:
        from followthemoney import model
    except ImportError:
        print("followthemoney is not installed: its file is read as lines of JSON only")
        return
    proxies = {row["id"]: model.get_proxy(row, cleaned=False) for row in rows}

    def tidy(text):
        """What its own cleaning leaves: composed, without what cannot be seen; a line end in an address is a comma."""
        text = unicodedata.normalize("NFC", BLANKS.sub(" ", text))
        return re.sub("[, ]+", " ", "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))).strip()

    for row in rows:
        proxy = proxies[row["id"]]
        for name, values in row["properties"].items():
            if name == "language":
                # Languages have three letters there.
                check(f"followthemoney {row['id']}, language", proxy.get(name), ["eng"])
                continue
            kept = {tidy(value) for value in proxy.get(name)}
            check(f"followthemoney {row['id']}, {name}", kept, {tidy(value) for value in values if tidy(value)})
            if proxy.schema.get(name).type.name == "entity":
                check(f"followthemoney {row['id']}, {name}: targets", [value for value in values if value not in proxies], [])
    kinds = Counter(proxy.schema.name for proxy in proxies.values())
    wanted = Counter({"Person": "Person", "Organization": "Organization", "Place": "Address"}.get(e["kind"], "Event") for e in data.entities)
    for kind, number_ in wanted.items():
        check(f"followthemoney: {kind}", kinds[kind], number_)
    check("followthemoney: articles", kinds["Article"], len(data.articles))
    links = sum(len({claim["post"] for claim in claims}) for _, claims in data.links)
    check("followthemoney: links", sum(kinds[kind] for kind in ("Employment", "Membership", "UnknownLink")), links)
    named = Counter(proxy.caption for proxy in proxies.values() if proxy.schema.name == "Person")
    wanted = Counter(tidy(e["label"]) for e in data.entities if e["kind"] == "Person" and tidy(e["label"]))
    check("followthemoney: names of people", [name for name in wanted if tidy(name) not in {tidy(n) for n in named}], [])


def run(check, read, dir_, files, folders, people):
    """Reads every format that is no network and no RDF."""
    data = Data(dir_ / "dataset.json")
    parts = [
        (("csv", "csv-nodes", "excel"), lambda: sheets(check, data, files, folders)),
        (("csv-pairs",), lambda: pairs(check, data, folders["csv-pairs"])),
        (("neo4j",), lambda: neo4j(check, data, folders["neo4j"])),
        (("parquet",), lambda: parquet(check, data, folders["parquet"])),
        (("obsidian",), lambda: obsidian(check, data, folders["obsidian"])),
        (("ics",), lambda: calendar(check, data, files["ics"])),
        (("svg",), lambda: picture(check, data, files["svg"], people)),
        (("facts", "mentions"), lambda: lines(check, data, files)),
        (("ftm",), lambda: follow_the_money(check, data, files["ftm"])),
    ]
    for names, part in parts:
        try:
            part()
        except Exception as error:  # whatever a reader throws: it could not read the file
            check(f"{', '.join(names)}: a reader gives up", f"{type(error).__name__}: {error}", None)
        read.update(names)
