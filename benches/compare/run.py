#!/usr/bin/env python3
"""How fast is the network module beside the fastest graph libraries? Prints a table.

  python3 benches/compare/run.py                       medium, all measures, one thread
  python3 benches/compare/run.py --data medium,large --rounds 3

Everything it makes (data, a virtual environment with the peers from pip, results as JSON lines) goes to target/compare. Data are
seeded, so the same everywhere. Each (peer, measure) runs in a process of its own; rounds interleave ours and theirs, so that
other load on the machine meets all alike, and processor time is compared, not wall time. Results are compared, too: a row whose
checks differ says so. On large data the exact closeness and betweenness of the peers take hours: they are estimated from 200
sources (marked ~) unless --full is given.
"""
import argparse, json, os, statistics, subprocess, sys, venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OUT = os.path.join(ROOT, "target", "compare")
PIP = "numpy scipy networkx igraph networkit scikit-network rustworkx polars lxml".split()
SETS = {"small": (2000, 0.35), "medium": (20000, 0.35), "large": (200000, 0.35), "dense": (15000, 4)}
# Measure, the peers that are worth asking, and how many times as fast we want to be: medium, large.
TABLE = [
    ("project", "scipy,polars,igraph", 4, 4),
    ("degree", "networkit,igraph", None, None),
    ("pagerank", "sknetwork,igraph,networkit", 8, 12),
    ("eigen", "networkit,igraph", 8, 20),
    ("closeness", "igraph,networkit", 500, 500),
    ("betweenness", "igraph", 40, 40),
    ("leiden", "networkit,igraph", 2.5, 2.5),
    ("components", "networkit,igraph", 10, 10),
    ("kcore", "networkit,igraph", 1.5, 1.5),
    ("clustering", "networkit,igraph", 3, 3),
]
SLOW = {"closeness": "closeness_approx", "betweenness": "betweenness_approx"}
PIVOTS = 200


def sh(*command, **more):
    return subprocess.run(command, check=True, text=True, **more)


def python():
    """The interpreter of a virtual environment that has the peers."""
    home = os.path.join(OUT, "venv")
    exe = os.path.join(home, "bin", "python")
    if not os.path.exists(exe):
        venv.create(home, with_pip=True)
        sh(exe, "-m", "pip", "install", "--quiet", *PIP)
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
        sh(exe, os.path.join(HERE, "generate.py"), "--people", str(people), "--events-per-person", str(events),
           "--seed", str(seed), "--out", folder, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "meta.json")) as f:
        return folder, json.load(f)


def measured(exe, folder, peer, measure, a):
    command = [exe, os.path.join(HERE, "peers.py"), folder, "--peers", peer, "--measures", measure,
               "--reps", str(a.reps), "--limit", str(a.limit), "--threads", str(a.threads if "=" in peer else 1)]
    out = sh(*command, stdout=subprocess.PIPE).stdout.strip().splitlines()
    result = json.loads(out[-1]) if out else {"error": "no output"}
    with open(os.path.join(OUT, "results.jsonl"), "a") as f:
        f.write(json.dumps(result) + "\n")
    return result


def same(a, b):
    """Whether two checks say the same, as far as both say it; modularity may be a little lower."""
    if "max" in a and "max" in b:
        # Some scale their vectors so that the largest is 1.
        a, b = ({"share": c["sum"] / c["max"]} for c in (a, b))
    for key in set(a) & set(b) - {"communities", "top"}:
        low = b[key] - 0.0005 if key == "Q" else None
        if (a[key] < low) if low is not None else abs(a[key] - b[key]) > 5e-6 * max(abs(a[key]), abs(b[key])):
            return False
    return True


def row(exe, folder, meta, measure, peers, target, a):
    mine, theirs, checks = [], {}, {}
    estimated = measure in SLOW and meta["people"] > 50000 and not a.full
    for _ in range(a.rounds):
        mine.append(measured(exe, folder, "plenary=" + a.ours, measure, a))
        for peer in peers.split(","):
            if estimated and peer != "igraph":
                continue
            result = measured(exe, folder, peer, SLOW[measure] if estimated else measure, a)
            if "cpu_s" in result:
                scale = meta["people"] / PIVOTS if estimated else 1
                theirs.setdefault(peer, []).append(result["cpu_s"] * scale)
                checks[peer] = result.get("check") or {}
    if "cpu_s" not in mine[0] or not theirs:
        return print("| %s | %s |" % (measure, mine[0].get("error", "no peer")), flush=True)
    cpu = statistics.median(r["cpu_s"] for r in mine)
    peer, best = min(((p, statistics.median(t)) for p, t in theirs.items()), key=lambda x: x[1])
    agrees = "" if estimated or measure == "closeness" or same(mine[0]["check"], checks[peer]) else " (results differ)"
    wanted = "" if target is None else "%g" % target
    check = mine[0]["check"].get("Q", "")
    if check and "Q" in checks[peer]:
        check = "Q %.4f / %.4f" % (check, checks[peer]["Q"])
    print("| %s | %s %s%.4g | %.4g | %.3g× | %s | %s | %s%s |" % (
        measure, peer, "~" if estimated else "", best, cpu, best / max(cpu, 1e-9), wanted, mine[0]["peak_mib"], check, agrees), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default="medium", help="of %s" % ", ".join(SETS))
    ap.add_argument("--measures", default="all")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--rounds", type=int, default=1)
    ap.add_argument("--reps", type=int, default=3)
    ap.add_argument("--threads", type=int, default=1, help="of ours; peers get one")
    ap.add_argument("--limit", type=float, default=3600.0, help="seconds for one process")
    ap.add_argument("--full", action="store_true", help="exact closeness and betweenness of the peers on large data: hours")
    ap.add_argument("--ours", help="our program; built if not given")
    ap.add_argument("--python", help="an interpreter that has the peers; made if not given")
    a = ap.parse_args()
    os.makedirs(OUT, exist_ok=True)
    a.ours = a.ours or ours()
    exe = a.python or python()
    for name in a.data.split(","):
        folder, meta = data(exe, name, a.seed)
        print("\n%s: %d people, %d events, %d ties\n" % (name, meta["people"], meta["events"], meta["edges"]))
        print("| measure | fastest peer, processor s | ours | times as fast | wanted | our peak MiB | |\n| --- | --- | --- | --- | --- | --- | --- |")
        for measure, peers, medium, large in TABLE:
            if a.measures == "all" or measure in a.measures.split(","):
                row(exe, folder, meta, measure, peers, large if name == "large" else medium, a)


if __name__ == "__main__":
    main()
