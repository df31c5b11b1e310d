#!/usr/bin/env python3
"""How well are names, dates and posts read in public data that others have annotated?

The data are not part of Plenary. Get them from where they are kept, put them in one folder (its own folders may be named anyhow),
and name it:

    tools/public_gold.py run en_pud-news DATA --plenary target/release/plenary      all three steps below at once
    tools/public_gold.py articles en_pud-news DATA > articles.jsonl                 the texts, for `plenary build`
    tools/public_gold.py score en_pud-news DATA mentions.jsonl [facts.jsonl]        from `plenary export -f mentions` and `-f facts`

Sets (with `--errors`, `score` and `run` list every error; keep away from those of a test set if you change the program):
    en_pud-news, en_pud-wiki    github.com/UniversalNER/UNER_English-PUD         CC BY-SA 3.0   en_pud-ud-test.iob2
    zh_gsdsimp-test, -dev, -train  github.com/UniversalNER/UNER_Chinese-GSDSIMP  CC BY-SA 4.0   zh_gsdsimp-ud-*.iob2
    idner-test, -dev, -train    github.com/khairunnisaor/idner-news-2k           MIT            idner-news-2k/*.txt
    gum-dates                   github.com/amir-zeldes/gum                       CC BY 2.5      GUM_news_*.conllu, of dep/
    knowledgenet-1 to -4        github.com/diffbot/knowledge-net                 CC BY-SA 4.0   human_readable-v10-notest.html, unzipped

What is counted:
    names  exact spans and types, each sentence an article of its own. A person is PER, an organization ORG, a place (venues too)
           LOC; events have no such type and are left out, and so is a name inside a longer one. Two habits of the annotators are
           followed: Chinese places that touch each other are one name (the county with its province), and in idner-news-2k marks
           that belong to the token belong to the name, and an abbreviation in parentheses to the name before it.
    dates  the exact span and the value (ISO 8601, at the precision of the annotation; a span of days by both ends), for `date`
           elements with `when` or `from` and `to`; `value` is counted where spans overlap, whatever the exact words.
    posts  `affiliatedWith` with an organization. Each passage is annotated for one relation or two: where that is
           EMPLOYEE_OR_MEMBER_OF (`member`), precision and recall; where it is POLITICAL_AFFILIATION (`party`) or CEO (`chief`, its
           arguments exchanged), recall alone, since other posts are not annotated there. The passages of a document are one
           article. A fact is found if its person and body are named where the annotation names them, or where it names the
           same person or body elsewhere in the document (so "He" is right if the person is). Facts on someone or something
           that the given text calls by a pronoun alone are left out.
"""

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

TYPES = {"Person": "PER", "Organization": "ORG", "Place": "LOC"}
PRONOUNS = set("i me my we us our you your he him his himself she her herself they them their it its who whose that which where this".split())
POSTS = {"EMPLOYEE_OR_MEMBER_OF": "member", "POLITICAL_AFFILIATION": "party", "CEO": "chief"}
NO_SPACE_BEFORE = set(".,;:!?)]}%”’")
NO_SPACE_AFTER = set("([{“‘")


def find(folder, name):
    """The file of this name under the folder."""
    found = sorted(path for path in folder.rglob(name.rpartition("/")[2]) if str(path).endswith(name))
    if not found:
        sys.exit(f"{folder} holds no file {name}; the head of this script says where it is kept")
    return found[0]


def uner(folder, name, language, wanted=""):
    """Sentences of a file in the format of Universal NER, whose ids start with `wanted`."""
    for block in find(folder, name).read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        meta = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        if not meta["sent_id"].startswith(wanted):
            continue
        text, at, tokens = meta["text"], 0, []
        for fields in (line.split("\t") for line in lines if not line.startswith("#")):
            at = text.index(fields[1], at)
            tokens.append((at, at + len(fields[1]), fields[2]))
            at += len(fields[1])
        yield {"id": meta["sent_id"], "text": text, "language": language}, {"names": spans(text, tokens), "glue": "touching" if language == "zh" else ""}


def idner(folder, name):
    """Sentences of a file with a token, its part of speech and its tag a line, written with the usual spaces."""
    blocks = re.split(r"\n\s*\n", find(folder, name).read_text(encoding="utf-8").strip())
    for count, block in enumerate(blocks, 1):
        text, tokens, is_open, glued = "", [], False, True
        for fields in (line.split() for line in block.splitlines()):
            word, tag = fields[0], fields[-1]
            closes = word == '"' and is_open
            if text and not glued and word not in NO_SPACE_BEFORE and not closes:
                text += " "
            is_open ^= word == '"'
            glued = word in NO_SPACE_AFTER or (word == '"' and is_open)
            tokens.append((len(text), len(text) + len(word), tag))
            text += word
        gold = {"names": spans(text, tokens), "tokens": [offset[:2] for offset in spans(text, tokens, whole=False)], "glue": "tokens"}
        yield {"id": f"{Path(name).stem}-{count:04}", "text": text, "language": "id"}, gold


def spans(text, tokens, whole=True):
    """(start, end, type) in bytes, of tokens with BIO tags; if not `whole`, each token for itself."""
    offset = offsets(text)
    if not whole:
        return [(offset[start], offset[end], "") for start, end, _ in tokens]
    found = []
    for start, end, tag in tokens:
        kind = tag[2:]
        if tag.startswith("I-") and found and found[-1][2] == kind and found[-1][3]:
            found[-1][1] = end
        elif kind:
            found.append([start, end, kind, True])
        elif found:
            found[-1][3] = False
    return [(offset[start], offset[end], kind) for start, end, kind, _ in found if kind in TYPES.values()]


def offsets(text):
    """Byte offset of each character, and of the end."""
    found, at = [0], 0
    for char in text:
        at += len(char.encode())
        found.append(at)
    return found


def gum(folder):
    """News articles of GUM with their dates."""
    files = sorted(folder.rglob("GUM_news_*.conllu"))
    if not files:
        sys.exit(f"{folder} holds no file GUM_news_*.conllu; the head of this script says where they are kept")
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        published = next(line.rpartition(" = ")[2] for line in lines if line.startswith("# meta::dateCreated"))
        text, dates, opened, inside = "", [], None, 0
        for line in lines:
            if line.startswith("# newpar"):
                text = text.rstrip() + "\n"
            fields = line.split("\t")
            if len(fields) != 10 or "." in fields[0]:
                continue
            if "-" in fields[0]:  # several words written as one: its text counts, that of its words does not
                inside = int(fields[0].partition("-")[2])
            start = len(text)
            if "-" in fields[0] or int(fields[0]) > inside:
                text += fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
                end = start + len(fields[1])
            markup = re.search(r"(?:^|\|)XML=(.*?)(?:\|[A-Z]\w*=|$)", fields[9])
            for element in re.findall(r"</?date\b[^>]*>", markup.group(1) if markup else ""):
                given = dict(re.findall(r'(\w+):::"([^"]*)"', element))
                if not element.startswith("</"):
                    opened = (start, given.get("when", "")[:10] or "/".join(given[key] for key in ("from", "to") if key in given))
                elif opened and opened[1]:
                    dates.append((opened[0], end, opened[1]))
            inside = 0 if fields[0] == str(inside) else inside
        text = text.lstrip()
        dates = [(start - 1, end - 1, value) for start, end, value in dates]  # the line break in front
        offset = offsets(text)
        gold = {"dates": [(offset[start], offset[end], value) for start, end, value in dates]}
        yield {"id": path.stem, "text": text, "published": published, "language": "en"}, gold


def knowledgenet(folder, fold):
    """Documents of a fold: their passages, one a line, with who belongs to which body."""
    page = find(folder, "human_readable-v10-notest.html").read_text(encoding="utf-8")
    documents = defaultdict(lambda: defaultdict(lambda: {"facts": [], "properties": set()}))
    for row in re.findall(r"<tr>(<td.*?)</tr>", page, re.S):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        if cells[0].strip() != fold:
            continue
        document, start, end = cells[1], int(cells[2]), int(cells[3])
        passage = documents[document][start, end]
        passage["text"] = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"^<p> ?|</p>$", "", cells[9])))
        relation = cells[8].strip()
        passage["properties"].add(relation)
        if relation in POSTS and cells[4].strip() != "-":
            arguments = [(int(cells[at]) - start, int(cells[at + 1]) - start) for at in (4, 6)]
            links = {role: link for role, link in re.findall(r'id="(\w+)"><a href="[^"]*/(Q\d+)"', cells[9])}
            links = [links.get("subject"), links.get("object")]
            if relation == "CEO":
                arguments, links = arguments[::-1], links[::-1]
            passage["facts"].append((relation, arguments, links))
    for name, passages in sorted(documents.items(), key=lambda item: int(item[0])):
        text, gold = "", {"passages": []}
        for (start, end), passage in sorted(passages.items()):
            base = len(text)
            text += passage["text"] + "\n"
            facts = [(relation, [(base + s, base + e) for s, e in spans], links) for relation, spans, links in passage["facts"]]
            gold["passages"].append({"at": (base, len(text)), "facts": facts, "relations": passage["properties"] & set(POSTS)})
        offset = offsets(text)
        at = lambda span: tuple(offset[min(i, len(text))] for i in span)
        for passage in gold["passages"]:
            passage["at"] = at(passage["at"])
            passage["facts"] = [(relation, [at(span) for span in spans], links) for relation, spans, links in passage["facts"]]
        yield {"id": name, "text": text, "language": "en"}, gold


SETS = {
    "en_pud-news": lambda folder: uner(folder, "en_pud-ud-test.iob2", "en", "n"),
    "en_pud-wiki": lambda folder: uner(folder, "en_pud-ud-test.iob2", "en", "w"),
    "gum-dates": gum,
}
for part in ("test", "dev", "train"):
    SETS[f"zh_gsdsimp-{part}"] = lambda folder, part=part: uner(folder, f"zh_gsdsimp-ud-{part}.iob2", "zh")
    SETS[f"idner-{part}"] = lambda folder, part=part: idner(folder, f"idner-news-2k/{part}.txt")
for fold in "1234":
    SETS[f"knowledgenet-{fold}"] = lambda folder, fold=fold: knowledgenet(folder, fold)


class Tally:
    """Counts of right, wrong and missed, by type."""

    def __init__(self, errors):
        self.right, self.wrong, self.missed, self.errors = Counter(), Counter(), Counter(), errors

    def compare(self, article, kind, found, wanted, quote):
        for what, counter, items in (
            ("right", self.right, found & wanted),
            ("wrong", self.wrong, found - wanted),
            ("missed", self.missed, wanted - found),
        ):
            counter[kind] += len(items)
            if self.errors and what != "right":
                for item in sorted(items, key=str):
                    print(f"{what:6} {kind:6} {article}  {quote(item)}")

    def print(self):
        kinds = sorted(set(self.right) | set(self.wrong) | set(self.missed))
        print(f"{'':8}{'right':>7}{'wrong':>7}{'missed':>7}{'precision':>11}{'recall':>9}{'F1':>9}")
        rows = [(kind, self.right[kind], self.wrong[kind], self.missed[kind]) for kind in kinds]
        if set(kinds) <= set(TYPES.values()):
            rows.append(("all", *(sum(counter.values()) for counter in (self.right, self.wrong, self.missed))))
        for kind, right, wrong, missed in rows:
            precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
            f1 = 2 * right / max(1, 2 * right + wrong + missed)
            print(f"{kind:8}{right:7}{wrong:7}{missed:7}{precision:11.3f}{recall:9.3f}{f1:9.3f}")


def outermost(found):
    """Spans that lie in no other."""
    return {a for a in found if not any(b[:2] != a[:2] and b[0] <= a[0] and a[1] <= b[1] for b in found)}


def glued(names, gold, raw):
    """The names as the annotators of the set would have cut them."""
    if gold["glue"] == "tokens":
        names = {widened(name, gold["tokens"], raw) for name in names}
    joined = []
    for start, end, kind in sorted(names):
        last = joined[-1] if joined else None
        between = raw[last[1]:start] if last and last[2] == kind else None
        touching = gold["glue"] == "touching" and kind == "LOC" and between == b""
        in_parentheses = gold["glue"] == "tokens" and between == b" " and raw[start:start + 1] == b"("
        if touching or in_parentheses:
            joined[-1] = (last[0], end, kind)
        else:
            joined.append((start, end, kind))
    return set(joined)


def widened(name, tokens, raw):
    """With the marks between it and the borders of its tokens."""
    start = next((a for a, b in tokens if a <= name[0] < b), name[0])
    end = next((b for a, b in tokens if a < name[1] <= b), name[1])
    is_marks = lambda part: not any(char.isalnum() for char in part.decode("utf-8", "replace"))
    return (start if is_marks(raw[start:name[0]]) else name[0], end if is_marks(raw[name[1]:end]) else name[1], name[2])


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def score(name, data, mentions, facts, errors):
    by_article = defaultdict(list)
    for line in mentions:
        by_article[line["article"]].append(line)
    claims = defaultdict(list)
    for line in facts:
        if line["predicate"] == "affiliatedWith" and line["object"].get("type") == "Organization":
            claims[line["article"]].append(line)
    tally = Tally(errors)
    for article, gold in SETS[name](data):
        found, raw = by_article[article["id"]], article["text"].encode()
        quote = lambda item: raw[item[0]:item[1]].decode("utf-8", "replace") + (f" = {item[2]}" if len(item) > 2 else "")
        if "names" in gold:
            names = outermost({(m["start"], m["end"], TYPES[m["type"]]) for m in found if m["type"] in TYPES})
            names = glued(names, gold, raw)
            for kind in TYPES.values():
                wanted = {item for item in gold["names"] if item[2] == kind}
                tally.compare(article["id"], kind, {item for item in names if item[2] == kind}, wanted, quote)
        elif "dates" in gold:
            score_dates(tally, article["id"], gold["dates"], found, quote)
        else:
            score_posts(tally, article["id"], gold["passages"], found, claims[article["id"]], quote)
    tally.print()


def score_dates(tally, article, wanted, found, quote):
    dates = [(m["start"], m["end"], "/".join([m["value"], *([m["until"]] if "until" in m else [])]))
             for m in found if m["type"] == "Date"]
    tally.compare(article, "exact", set(dates), set(wanted), quote)
    tally.compare(article, "span", {d[:2] for d in dates}, {d[:2] for d in wanted}, quote)
    same = {w for w in wanted if any(overlap(w, d) and w[2] == d[2] for d in dates)}
    beside = {d for d in dates if not any(overlap(w, d) and w[2] == d[2] for w in wanted)}
    tally.compare(article, "value", same | beside, set(wanted), quote)


def score_posts(tally, article, passages, mentions, claims, quote):
    named, also = defaultdict(set), defaultdict(set)
    for mention in mentions:
        named[mention.get("iri")].add((mention["start"], mention["end"]))
    key = lambda span, link: link or quote(span).casefold()
    for _, arguments, links in (fact for passage in passages for fact in passage["facts"]):
        for span, link in zip(arguments, links):
            if quote(span).casefold() not in PRONOUNS:
                also[key(span, link)].add(span)
    for passage, relation in ((passage, relation) for passage in passages for relation in sorted(passage["relations"])):
        facts = [fact[1:] for fact in passage["facts"] if fact[0] == relation]
        wanted = {tuple(key(span, link) for span, link in zip(*fact)) for fact in facts}
        wanted = {fact for fact in wanted if all(end in also for end in fact)}
        found, beside = set(), set()
        for claim in claims:
            if not overlap((claim["evidence"]["start"], claim["evidence"]["end"]), passage["at"]):
                continue
            ends = [claim["subject"], claim["object"]]
            is_named = lambda end, wanted: any(overlap(a, b) for a in named[end["iri"]] for b in also[wanted])
            same = {fact for fact in wanted if all(is_named(*pair) for pair in zip(ends, fact))}
            found |= same
            beside |= set() if same else {tuple(end["label"] for end in ends)}
        found |= beside if POSTS[relation] == "member" else set()
        words = lambda end: quote(min(also[end])) if end in also else end
        tally.compare(article, POSTS[relation], found, wanted, lambda fact: " | ".join(map(words, fact)))


def run(name, data, plenary):
    """The lines of `plenary export -f mentions` and `-f facts` for the texts of a set."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        with articles.open("w", encoding="utf-8") as out:
            write_articles(name, data, out)
        common = [plenary, "--quiet", "--store", str(Path(folder, "store"))]
        subprocess.run([*common, "build", str(articles)], check=True, stdout=subprocess.DEVNULL)
        for form in ("mentions", "facts"):
            subprocess.run([*common, "export", "-f", form, "-o", str(Path(folder, form))], check=True, stdout=subprocess.DEVNULL)
        return [read_lines(Path(folder, form)) for form in ("mentions", "facts")]


def write_articles(name, data, out):
    for article, _ in SETS[name](data):
        out.write(json.dumps(article, ensure_ascii=False) + "\n")


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path else []


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("step", choices=["run", "articles", "score"])
    ask.add_argument("set", choices=sorted(SETS), metavar="SET")
    ask.add_argument("data", type=Path, metavar="DATA", help="the folder with the data")
    ask.add_argument("mentions", type=Path, nargs="?")
    ask.add_argument("facts", type=Path, nargs="?")
    ask.add_argument("--plenary", default="plenary", help="the program, for `run`")
    ask.add_argument("--errors", action="store_true", help="list every error")
    args = ask.parse_args()
    if args.step == "articles":
        write_articles(args.set, args.data, sys.stdout)
    elif args.step == "run":
        score(args.set, args.data, *run(args.set, args.data, args.plenary), args.errors)
    else:
        if not args.mentions:
            ask.error("score needs the file that `plenary export -f mentions` wrote")
        score(args.set, args.data, read_lines(args.mentions), read_lines(args.facts), args.errors)


if __name__ == "__main__":
    main()
