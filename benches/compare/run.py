#!/usr/bin/env python3
"""How fast is the network module beside the fastest graph libraries? Prints a table.

  python3 benches/compare/run.py                       medium, all measures, one thread
  python3 benches/compare/run.py --data medium,large --rounds 3
  python3 benches/compare/run.py --data huge           2 million people: ours alone

Everything it makes (data, a virtual environment with the peers from pip, results as JSON lines) goes to target/compare. Data are
seeded, so the same everywhere. Each (peer, measure) runs in a process of its own; rounds interleave ours and theirs, so that
other load on the machine meets all alike, and processor time is compared, not wall time. Results are compared, too: a row whose
checks differ says so. A peer that is missing, killed or out of time is told below the table, and the run goes on. On large data
the exact closeness of the peers takes hours: it is estimated from 200 sources (marked ~) unless --full is given, as --estimate does on smaller data; betweenness is
compared there on 200 sources on both sides. The last column is the least that has to be touched for the measure
as we work it out, and how many bytes a second that comes to, beside what this machine copies in a second just then (from memory to
memory; what stays in the caches can be faster).
"""
import argparse, json, os, statistics, subprocess, sys, venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(ROOT, "target", "compare")
PIP = "numpy scipy networkx igraph networkit scikit-network rustworkx polars lxml".split()
SETS = {"small": (2000, 0.35), "medium": (20000, 0.35), "large": (200000, 0.35), "dense": (15000, 4), "huge": (2000000, 0.35)}
# Measure, the peers that are worth asking, and how many times as fast we want to be: medium, large.
TABLE = [
    ("project", "scipy,polars,igraph", 4, 4),
    ("degree", "networkit,igraph", None, None),
    ("pagerank", "sknetwork,igraph,networkit", 8, 12),
    ("eigen", "networkit,igraph", 8, 20),
    ("closeness", "igraph,networkit", 500, 500),
    ("betweenness", "igraph", 40, 40),
    ("louvain", "networkit,sknetwork,igraph", 5, 5),
    ("leiden", "networkit,igraph", 2.5, 2.5),
    ("components", "networkit,igraph", 10, 10),
    ("kcore", "networkit,igraph", 1.5, 1.5),
    ("clustering", "networkit,igraph", 3, 3),
    ("graphml_write", "rustworkx,igraph,networkit", 8, 8),
    ("graphml_read", "igraph,rustworkx,networkit", 4, 4),
]
SLOW = {"closeness": "closeness_approx", "betweenness": "betweenness_approx"}
PIVOTS = 200
# What fails, to be told below the table.
TROUBLE = []


def sh(*command, **more):
    return subprocess.run(command, check=True, text=True, **more)


def python():
    """The interpreter of a virtual environment that has the peers; those that cannot be had are told."""
    home = os.path.join(OUT, "venv")
    exe = os.path.join(home, "bin", "python")
    if not os.path.exists(exe):
        venv.create(home, with_pip=True)
        for package in PIP:
            if subprocess.run([exe, "-m", "pip", "install", "--quiet", package]).returncode:
                TROUBLE.append("pip cannot install %s" % package)
    return exe


def ours():
    """Our program, built as for users."""
    command = ["cargo", "bench", "--bench", "compare", "--no-run", "--message-format=json"]
    for line in sh(*command, cwd=ROOT, stdout=subprocess.PIPE).stdout.splitlines():
        message = json.loads(line)
        if message.get("executable") and message["target"]["name"] == "compare":
            return message["executable"]
    sys.exit("cargo has built no program")


def data(exe, name, seed):
    folder = os.path.join(OUT, "data", name if seed == 1 else "%s-%d" % (name, seed))
    if not os.path.exists(os.path.join(folder, "meta.json")):
        people, events = SETS[name]
        only = ["--events-only"] if name == "huge" else []
        sh(exe, os.path.join(HERE, "generate.py"), "--people", str(people), "--events-per-person", str(events),
           "--seed", str(seed), "--out", folder, *only, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "meta.json")) as f:
        return folder, json.load(f)


def measured(exe, folder, peer, measure, a, threads=1):
    """One process; whatever becomes of it, a result."""
    command = [exe, os.path.join(HERE, "peers.py"), folder, "--peers", peer, "--measures", measure,
               "--reps", str(a.reps), "--limit", str(a.limit), "--threads", str(threads)]
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        result = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        result = {"error": (done.stderr.strip().splitlines() or ["no output"])[-1][:200], "rc": done.returncode}
    if "cpu_s" not in result:
        why = result.get("error") or ("offers no such measure" if result.get("absent") else "over %g s" % a.limit)
        TROUBLE.append("%s, %s: %s" % (peer.partition("=")[0], measure, why))
    with open(os.path.join(OUT, "results.jsonl"), "a") as f:
        f.write(json.dumps({"peer": peer, "measure": measure, **result}) + "\n")
    return result


def bandwidth(folder):
    """Bytes that this machine copies in a second, as it is now."""
    out = sh(a_ours, folder, "bandwidth", "1", "1", stdout=subprocess.PIPE).stdout
    return json.loads(out)["check"]["bytes_per_s"]


def least_bytes(measure, meta):
    """Bytes that our way of working a measure out cannot do without; none where nobody has counted."""
    n, z, m, pairs = meta["people"], meta["memberships"], meta["edges"], meta["pair_visits"]
    # Sources and lists without those who were at one event only: about nine tenths of the memberships are left.
    core, twice = z - meta["one_event_people"], meta["edges_shared_twice"]
    sources = n - meta["one_event_people"] + meta["events"] / 2
    return {
        "project": 4 * pairs + 8 * m,
        "degree": 4 * z + 8 * n,
        "pagerank": 31 * 2 * z * (4 + 8),
        "eigen": 24 * 2 * z * (4 + 8),
        "closeness": sources / 512 * 7 * 2 * core * 64,
        "betweenness": sources / 8 * 2 * (2 * core + 2 * twice) * 64,
        "components": 2 * 4 * z,
        "kcore": 2 * 4 * m,
        "clustering": 2 * m * z / n * 4,
    }.get(measure)


def same(a, b):
    """Whether two checks say the same, as far as both say it; modularity may be a little lower."""
    if "max" in a and "max" in b:
        # Some scale their vectors so that the largest is 1.
        a, b = ({"share": c["sum"] / c["max"]} for c in (a, b))
    for key in set(a) & set(b) - {"communities", "top", "bytes"}:
        low = b[key] - 0.0005 if key == "Q" else None
        if (a[key] < low) if low is not None else abs(a[key] - b[key]) > 5e-6 * max(abs(a[key]), abs(b[key])):
            return False
    return True


def row(exe, folder, meta, measure, peers, target, a):
    mine, theirs, checks, mib = [], {}, {}, {}
    is_large = meta["people"] > 50000
    estimated = measure in SLOW and (is_large or a.estimate) and not a.full
    # Our own exact values take minutes there, too.
    sampled = estimated and is_large and measure == "betweenness"
    for _ in range(a.rounds):
        mine.append(measured(exe, folder, "plenary=" + a.ours, SLOW[measure] if sampled else measure, a))
        for peer in peers.split(","):
            if estimated and peer != "igraph":
                continue
            result = measured(exe, folder, peer, SLOW[measure] if estimated else measure, a)
            if "cpu_s" in result:
                scale = meta["people"] / PIVOTS if estimated and not sampled else 1
                theirs.setdefault(peer, []).append(result["cpu_s"] * scale)
                checks[peer] = result.get("check") or {}
                mib[peer] = result["peak_mib"]
    mine = [r for r in mine if "cpu_s" in r]
    if not mine or not theirs:
        return print("| %s | %s | %s |" % (measure, "" if theirs else "none answered", "" if mine else "none"), flush=True)
    cpu = statistics.median(r["cpu_s"] for r in mine)
    medians = {p: statistics.median(t) for p, t in theirs.items()}
    peer = min(medians, key=medians.get)
    note = "200 sources" if sampled else ""
    if "Q" in mine[0]["check"]:
        note = "Q %.4f / " % mine[0]["check"]["Q"] + ", ".join("%s %.4f" % (p, c["Q"]) for p, c in checks.items())
    if not estimated and measure != "closeness" and not same(mine[0]["check"], checks[peer]):
        note += " (results differ)"
    least = least_bytes(measure, meta)
    touched = ""
    if least and not sampled:
        touched = "%.3g MB, %.3g; %.3g GB/s" % (least / 1e6, least / max(cpu, 1e-9) / 1e9, bandwidth(folder) / 1e9)
    print("| %s | %s %s%.4g | %.4g | %.3g× | %s | %s / %s | %s | %s |" % (
        measure, peer, "~" if estimated and not sampled else "", medians[peer], cpu, medians[peer] / max(cpu, 1e-9),
        "" if target is None else "%g" % target, mine[0]["peak_mib"], min(mib.values()),
        touched, note.strip()), flush=True)


def two_threads(exe, folder, a):
    """Wall time of ours on one thread and on two, in turn."""
    print("\n| measure | one thread, wall s | two | times as fast |\n| --- | --- | --- | --- |")
    for measure in "closeness", "betweenness", "clustering":
        pairs = []
        for _ in range(max(a.rounds, 3)):
            one, two = (measured(exe, folder, "plenary=" + a.ours, measure, a, threads) for threads in (1, 2))
            if "median_s" in one and "median_s" in two:
                pairs.append((one["median_s"], two["median_s"], one["check"] == two["check"]))
        if pairs:
            first, second = (statistics.median(p[i] for p in pairs) for i in (0, 1))
            ratio = statistics.median(p[0] / p[1] for p in pairs)
            print("| %s | %.4g | %.4g | %.3g×%s |" % (measure, first, second, ratio, "" if all(p[2] for p in pairs) else " (results differ)"), flush=True)


def huge(folder, meta):
    print("\n2 million: %(people)d people, %(events)d events, %(memberships)d memberships, %(pair_visits)d pairs at events\n" % meta)
    out = json.loads(sh(a_ours, folder, "rank", "1", "1", stdout=subprocess.PIPE).stdout)
    print("read in %.1f s; in all %.1f processor s, peak %d MiB\n" % (out["load_s"], out["cpu_s"], out["peak_mib"]))
    print("| measure | processor s | peak MiB so far | figure |\n| --- | --- | --- | --- |")
    for name, (seconds, peak, figure) in out["check"].items():
        print("| %s | %g | %d | %.8g |" % (name, seconds, peak, figure))


def main():
    global a_ours
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default="medium", help="of %s" % ", ".join(SETS))
    ap.add_argument("--measures", default="all")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--rounds", type=int, default=1)
    ap.add_argument("--reps", type=int, default=3)
    ap.add_argument("--two", action="store_true", help="also ours on two threads against one, wall time")
    ap.add_argument("--limit", type=float, default=3600.0, help="seconds for one process")
    ap.add_argument("--full", action="store_true", help="exact closeness and betweenness on large data: hours")
    ap.add_argument("--estimate", action="store_true", help="the peers' closeness and betweenness from 200 sources, on any data")
    ap.add_argument("--ours", help="our program; built if not given")
    ap.add_argument("--python", help="an interpreter that has the peers; made if not given")
    a = ap.parse_args()
    os.makedirs(OUT, exist_ok=True)
    a_ours = a.ours = a.ours or ours()
    exe = a.python or python()
    for name in a.data.split(","):
        folder, meta = data(exe, name, a.seed)
        if name == "huge":
            huge(folder, meta)
            continue
        print("\n%s: %d people, %d events, %d ties\n" % (name, meta["people"], meta["events"], meta["edges"]))
        print("| measure | fastest peer, processor s | ours | times as fast | wanted | peak MiB, ours / leanest peer | touched, a second, copy | |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for measure, peers, medium, large in TABLE:
            if a.measures == "all" or measure in a.measures.split(","):
                row(exe, folder, meta, measure, peers, large if name == "large" else medium, a)
        if a.two:
            two_threads(exe, folder, a)
    if TROUBLE:
        print("\nNot measured:\n" + "\n".join("- " + trouble for trouble in dict.fromkeys(TROUBLE)))


if __name__ == "__main__":
    main()
