#!/usr/bin/env python3
"""Writes ontology/gazetteer/han-words.tsv, han-names.tsv and han-variants.tsv: what is a word, and what a name, in Chinese?

Run by hand; the output is committed.

    pip download jieba==0.42.1 --no-deps --no-binary :all: && tar xzf jieba-0.42.1.tar.gz
    pip install opencc-python-reimplemented==0.1.7
    python3 tools/han_words.py jieba-0.42.1/jieba/dict.txt

Sources (credits in NOTICE):
    jieba 0.42.1                        words with frequency and part of speech       MIT
    opencc-python-reimplemented 0.1.7   traditional -> simplified characters          Apache-2.0
    tools/japanese_surnames.txt         Japanese surnames in two characters, compiled for Plenary

Costs are tenths of natural logarithms: the less likely, the higher.
"""

import math
import re
import sys
from collections import Counter
from pathlib import Path

import opencc

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "ontology/gazetteer"
# Words that are rarer in jieba's text are left out.
RARE = 8
RARE_IDIOM = 20
# Surnames whose "names" in the dictionary are mostly ordinary words.
WORDY = set("万文常白高石方毛马龙金")
# How often a token is a name, and how many of them have one given character.
NAME, SHORT = 0.012, 0.2
FOREIGN, GOES_ON = 0.004, 0.72
SORTS = {"n": "n", "v": "v", "a": "n", "b": "n", "j": "n", "l": "n", "i": "n", "z": "n", "s": "n", "f": "n", "g": "n", "x": "n",
         "t": "t", "m": "m", "q": "m", "d": "f", "p": "f", "c": "f", "r": "f", "u": "f", "y": "f", "e": "f", "o": "f",
         "h": "f", "k": "n", "w": "f"}


def cost(probability):
    return round(-10 * math.log(probability))


def read(path):
    words, names, bodies, total = {}, {}, [], 0
    for line in open(path, encoding="utf-8"):
        word, count, tag = line.split()
        total += int(count)
        if not re.fullmatch("[\u4e00-\u9fff]+", word):
            continue
        if tag.startswith("nr") and len(word) > 1:
            names[word] = (int(count), tag)
            continue
        words[word] = (int(count), tag)
        if tag == "nt":
            bodies.append(word)
    return words, names, bodies, total


def sort_of(word, tag, inside):
    if tag == "ns":
        return "s"
    if tag in ("vn", "an"):
        return "n"
    sort = SORTS.get(tag[0], "n")
    return "n" if sort == "v" and word in inside else sort


def write_words(words, bodies, total):
    inside = Counter(body[at:at + 2] for body in bodies for at in range(len(body) - 1))
    inside = {word for word, count in inside.items() if count >= 1}
    lines = []
    for word, (count, tag) in sorted(words.items()):
        least = 1 if len(word) == 1 else RARE_IDIOM if len(word) == 4 and tag[0] in "il" else RARE
        if len(word) <= 4 and count >= least:
            lines.append(f"{word}\t{cost(count / total)}\t{sort_of(word, tag, inside)}")
    write("han-words.tsv", "word\tcost\tsort", lines)


def write_names(names):
    surnames = [line.split("\t")[0] for line in (OUT / "surnames.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    japanese = (ROOT / "tools/japanese_surnames.txt").read_text(encoding="utf-8").split("\n", 1)[1].split()
    known = set(surnames)
    first, last, only, family, foreign = Counter(), Counter(), Counter(), Counter(), Counter()
    for word, (_, tag) in names.items():
        if word[:2] in known and len(word) > 2:
            family[word[:2]] += 1
        elif word[0] in known:
            family[word[0]] += 1
        if word[0] in known and word[0] not in WORDY and tag == "nr":
            if len(word) == 3:
                first[word[1]] += 1
                last[word[2]] += 1
            elif len(word) == 2:
                only[word[1]] += 1
        if tag in ("nrt", "nrfg") and len(word) >= 3:
            foreign.update(word)
    pack = (ROOT / "ontology/lang/zh.toml").read_text(encoding="utf-8")
    syllables = set(re.sub(r"\s", "", pack.split('name_syllables = """')[1].split('"""')[0]))
    simplify = opencc.OpenCC("t2s")
    syllables = {simplify.convert(c) for c in syllables}
    total = sum(family.values()) + len(known)
    n_first, n_last, n_only, n_foreign = (sum(c.values()) for c in (first, last, only, foreign))

    def given(counts, whole, character):
        return cost((counts[character] + 0.3) / (whole + 900))

    lines = []
    characters = set(first) | set(last) | set(only) | set(foreign) | known | syllables | set(japanese)
    for text in sorted(characters):
        surname = cost(NAME * (family[text] + 1) / total) if text in known else cost(NAME / 2000) if text in japanese else ""
        own = [given(first, n_first, text), given(last, n_last, text), given(only, n_only, text)] if len(text) == 1 else [""] * 3
        sound = cost((foreign[text] + 1) / (n_foreign + 400)) if len(text) == 1 and (text in syllables or foreign[text] >= 2) else ""
        lines.append("\t".join(str(column) for column in (text, surname, *own, sound)))
    write("han-names.tsv", "text\tsurname\tfirst\tlast\tonly\tsound", lines)


def write_variants():
    table = Path(opencc.__file__).parent / "dictionary/TSCharacters.txt"
    lines = []
    for line in sorted(table.read_text(encoding="utf-8").splitlines()):
        traditional, simplified = line.split("\t")
        simplified = simplified.split()[0]
        if traditional != simplified and len(traditional) == len(simplified) == 1 and ord(traditional) < 0x10000 > ord(simplified):
            lines.append(f"{traditional}\t{simplified}")
    write("han-variants.tsv", "traditional\tsimplified", lines)


def write(name, header, lines):
    (OUT / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    print(name, len(lines))


def main():
    words, names, bodies, total = read(sys.argv[1])
    write_words(words, bodies, total)
    write_names(names)
    write_variants()


if __name__ == "__main__":
    main()
