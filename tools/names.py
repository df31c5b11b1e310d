#!/usr/bin/env python3
"""Writes ontology/gazetteer/surnames.tsv, given-names.tsv and family-names.tsv: which words are evidence that a name is a person's?

Run by hand; the output is committed.

    python3 -m venv /tmp/names && . /tmp/names/bin/activate
    pip install Faker==40.54.0 opencc-python-reimplemented==0.1.7 anyascii==0.3.3
    python3 tools/names.py

Sources (credits in NOTICE):
    tools/surnames_source.txt     Chinese surnames and how they are romanised, compiled for Plenary   MIT OR Apache-2.0
    tools/given_names_added.txt   Russian, Arabic, Malay, Indonesian and other names, likewise        MIT OR Apache-2.0
    Faker 40.54.0                 names of all locales in Latin, Cyrillic, Greek, Georgian, Armenian  MIT
    anyascii                      those scripts -> Latin                                             ISC (program only)
    opencc-python-reimplemented   simplified -> traditional Chinese                                   Apache-2.0 (program only)

Given names that are also common words (tools/places_common_words.txt, first two parts, and NO_NAME below) are left out; family
names likewise, and those that a word of a language pack or a well-known place is too.
"""

import importlib
import pkgutil
import re
from pathlib import Path

import faker.providers.person
from anyascii import anyascii
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
# Locales whose names are mostly other words, wrongly spelt, or sound marks only.
LEFT_OUT = {"en", "es", "de_LI", "de_LU", "ga_IE", "is_IS"}
# The locales whose given names were read through one by one; from the others dictionary words are left out too.
READ = set(
    "cs_CZ da_DK de_DE en_GB en_IE en_IN en_NZ en_PK en_US es_ES fi_FI fr_FR hr_HR hu_HU id_ID it_IT nl_NL no_NO pl_PL pt_PT "
    "ro_RO sv_SE tr_TR vi_VN".split()
)
# Places of so many people are places first.
LARGE = 1_000_000
READABLE = re.compile(r"[\u0041-\u024f\u0370-\u058f\u10a0-\u10ff\u1e00-\u1fff'’\- ]+")
# Words, months, countries, cities: as a first word of a name they say little.
NO_NAME = set(
    "will may april june july august january juli juni art drew mark grace hope faith joy summer autumn dawn rose ivy lily daisy ruby "
    "jade pearl amber crystal penny holly sky skye star storm river brook brooke heath cliff dale glen lane reed miles rich frank "
    "earnest chase chance king prince queen earl duke major bishop pope dean page bill pat sue gene grant rob victory patience "
    "charity mercy honor honour justice precious princess angel christian lucky love junior urban marine diamond phoenix "
    "destiny server guy job line else among gun floor jail kick odd mad tea harm lot tim ties edit toy raid nail canal wage jet cord "
    "made german prima sole demi queen trinity nazi said more even ever way day ray sun son per sol mar con del las los den der "
    "von dan dia ira nova till "
    "paris london sydney austin dallas houston boston madison lincoln brooklyn savannah georgia carolina virginia florence vienna "
    "milan israel jordan chad india asia china america kenya ireland germany holland cuba mali iran oman bali indonesia "
    "kim bao binh duc hai han hoa hong hung khanh lam lan linh long mai minh nam nga nhung phuong quang tam thanh thi tung tuan van "
    "viet xuan yen bach chi cong dao dung giang hanh huu kiet loan ngan ngoc nhi quy quyen sang tan thao tho thu thuy tien toan "
    "trang tri trinh trung truc tuyet uyen "
    "bulan bintang dunia bumi cahaya cinta damai putra putri permata teguh makmur jaya mulya harapan utama murni maya "
    "mustika lestari karya gading garang bakti bala cager catur dwi tri panca satu hari salah cara kata kamar emas jaga sini meja "
    "jari kuno lembah pangeran imam suci unggul akar jati citra awan timbul tari gara lega kader rasul cuman bara kanak indah "
    "pilar perkasa kuat lurus benar".split()
)
# Where OpenCC's first choice is not the surname; without a value it is the same in both scripts.
TRADITIONAL = dict.fromkeys("余栗咸范于谷沈姜郁云仇丰岳朴曲卜涂宁游向肖付") | {"钟": "鍾", "叶": "葉", "宁": "寧", "闫": "閆"}


def surnames():
    """Simplified -> (traditional, romanisations in order of appearance)."""
    script = OpenCC("s2t")
    found = {}
    for line in (ROOT / "tools/surnames_source.txt").read_text(encoding="utf-8").splitlines()[2:]:
        # "Au Yong" is the one romanisation with a space
        words = line.replace("Au Yong", "Au_Yong").split()
        for word in words[1:]:
            han, _, others = word.partition(":")
            traditional, latin = found.setdefault(han, (TRADITIONAL.get(han, script.convert(han)) or han, []))
            for name in [words[0], *others.replace("_", " ").split("|")]:
                if name and name not in latin:
                    latin.append(name)
    return found


def locales():
    providers = faker.providers.person.__path__
    names = sorted(module.name for module in pkgutil.iter_modules(providers) if module.name not in LEFT_OUT)
    return [(name, importlib.import_module(f"faker.providers.person.{name}").Provider) for name in names]


def spelt(name):
    """In Latin letters: as it is, or as anyascii transcribes it; nothing if the script cannot be read so."""
    if not READABLE.fullmatch(name):
        return ""
    return name if all(c < "\u0370" or c > "\u1e00" for c in name) else anyascii(name)


def common_words():
    lines = (ROOT / "tools/places_common_words.txt").read_text(encoding="utf-8").split("# First names")[0].splitlines()
    return {word.rstrip("!") for line in lines if not line.startswith("#") for word in line.split()} | NO_NAME


def kept(names, words):
    spellings = {spelt(name) for name in names}
    return {n for n in spellings if re.fullmatch(r"[^\W\d_]{3,}(-[^\W\d_]+)?", n) and n[0].isupper() and n.lower() not in words}


def dictionary_words():
    """Words of English that are names too, words of the language packs, and names of large cities."""
    words = set((ROOT / "tools/names_common_words.txt").read_text(encoding="utf-8").split("\n", 1)[1].split())
    for pack in (ROOT / "ontology/lang").glob("*.toml"):
        words |= set(re.findall(r"[a-z]{3,}", pack.read_text(encoding="utf-8").lower()))
    for line in (ROOT / "ontology/gazetteer/places.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        _, level, name, _, _, _, _, population, others = line.split("\t")
        if level == "country" or int(population or 0) >= LARGE:
            words |= {other.lower() for other in [name, *others.split("|")]}
    return words


def attributes(provider, names):
    values = (getattr(provider, name, ()) for name in names)
    return {name for value in values if not isinstance(value, property) for name in value}


def given_names():
    kinds = ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary", "first_names_unisex")
    read, others = set(), set()
    for locale, provider in locales():
        (read if locale in READ else others).update(attributes(provider, kinds))
    read |= set((ROOT / "tools/given_names_added.txt").read_text(encoding="utf-8").split("\n", 1)[1].split())
    return kept(read, common_words()) | kept(others, common_words() | dictionary_words())


def family_names():
    kinds = ("last_names", "last_names_male", "last_names_female")
    names = {name for _, provider in locales() for name in attributes(provider, kinds)}
    return kept(names, common_words() | dictionary_words())


def write(name, header, rows):
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    (ROOT / "ontology/gazetteer" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)}")


def main():
    rows = [(han, traditional, "|".join(latin)) for han, (traditional, latin) in sorted(surnames().items())]
    write("surnames.tsv", ("han", "traditional", "latin"), rows)
    write("given-names.tsv", ("name",), [(name,) for name in sorted(given_names())])
    write("family-names.tsv", ("name",), [(name,) for name in sorted(family_names())])


if __name__ == "__main__":
    main()
