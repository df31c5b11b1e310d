#!/usr/bin/env python3
"""Deterministic affiliation data: who attended which event, and the person-person projection.

Model: people live in groups (heavy-tailed sizes) inside larger circles; each has a Zipf-like
popularity. An event has a home group, a log-normal size clipped to 2..200 (mean about 8), and draws
each attendee by popularity from its group (75 %), its circle (15 %) or everyone (10 %).
Only a counter-based generator (SplitMix64) is used, so a seed gives the same files everywhere.

  python3 generate.py --people 20000 --seed 1 --out DIR

Writes events.csv (event,person), edges.csv (source,target,weight; weight = shared events), the same
two as events.npy / edges.npy for quick loading, and meta.json. Person ids are dense 0..n-1.
"""
import argparse, json, os
import numpy as np


def counter(seed):
    """SplitMix64 as a counter: value i of the k-th call is a pure function of (seed, k, i)."""
    k = 0

    def uniform(n):
        nonlocal k
        k += 1
        base = (seed * 0xD1342543DE82EF95 + k * 0x2545F4914F6CDD1D) % 2**64
        z = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(base)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return uniform


def blocks(uniform, total, lo, hi, alpha):
    """Consecutive block boundaries with power-law sizes lo..hi that cover 0..total."""
    a, u = 1.0 - alpha, uniform(total // lo + 2)
    ends = np.cumsum(((lo**a + u * (hi**a - lo**a)) ** (1 / a)).astype(np.int64))
    return np.concatenate([[0], ends[ends < total - lo], [total]])


def generate(people, events, seed, zipf=0.75, size_mean=8.0, size_sigma=1.0):
    uniform = counter(seed)
    pool = int(people * 1.38)  # some of the pool never attend; ids are compacted afterwards
    pop = np.empty(pool)
    pop[np.argsort(uniform(pool), kind="stable")] = (np.arange(pool) + 20.0) ** -zipf
    cum = np.concatenate([[0.0], np.cumsum(pop)])
    group = blocks(uniform, pool, 8, max(40, min(400, pool // 20)), 2.2)
    circle = blocks(uniform, pool, 100, max(400, min(5000, pool // 4)), 2.0)
    # event sizes: log-normal by Box-Muller, clipped
    z = np.sqrt(-2 * np.log(1 - uniform(events))) * np.cos(2 * np.pi * uniform(events))
    mu = np.log(size_mean) - size_sigma**2 / 2 - 0.02
    size = np.clip(np.rint(np.exp(mu + size_sigma * z)), 2, 200).astype(np.int64)
    home = np.searchsorted(cum, uniform(events) * cum[-1], side="right") - 1
    g, c = np.searchsorted(group, home, side="right"), np.searchsorted(circle, home, side="right")
    keys = np.empty(0, np.int64)  # event * pool + person, unique
    for again in range(6):  # redraw what collided; later rounds draw wider
        ev = np.repeat(np.arange(events), size - np.bincount(keys // pool, minlength=events))
        if len(ev):
            kind, u = uniform(len(ev)) + 0.12 * again, uniform(len(ev))
            lo = np.where(kind < 0.75, group[g - 1][ev], np.where(kind < 0.9, circle[c - 1][ev], 0))
            hi = np.where(kind < 0.75, group[g][ev], np.where(kind < 0.9, circle[c][ev], pool))
            who = np.searchsorted(cum, cum[lo] + u * (cum[hi] - cum[lo]), side="right") - 1
            keys = np.unique(np.concatenate([keys, ev * pool + np.clip(who, lo, hi - 1)]))
    ev, who = keys // pool, keys % pool
    keep = np.bincount(ev, minlength=events)[ev] >= 2
    ev, (seen, who) = np.unique(ev[keep], return_inverse=True)[1], np.unique(who[keep], return_inverse=True)
    # ids in hashed order, so that an id says nothing about its group
    who = np.argsort(np.argsort(uniform(len(seen)), kind="stable"), kind="stable")[who]
    order = np.lexsort((who, ev))
    return np.stack([ev[order], who[order]], 1).astype(np.int32), len(seen)


def project(aff, n):
    """Person-person edges with the number of shared events; events of one size are done together."""
    who, size, out = aff[:, 1].astype(np.int64), np.bincount(aff[:, 0]), []
    start = np.cumsum(size) - size
    for s in np.unique(size):
        m = who[start[size == s][:, None] + np.arange(s)]  # ascending, so the pairs are ordered
        i, j = np.triu_indices(s, 1)
        out.append((m[:, i] * n + m[:, j]).ravel())
    key, w = np.unique(np.concatenate(out), return_counts=True)
    return np.stack([key // n, key % n, w], 1).astype(np.int32)


def events_only(a, aff, n):
    np.savetxt(os.path.join(a.out, "events.csv"), aff, fmt="%d", delimiter=",", header="event,person", comments="")
    size = np.bincount(aff[:, 0])
    meta = dict(people=n, events=len(size), memberships=len(aff), edges=None, seed=a.seed,
                pair_visits=int((size * (size - 1) // 2).sum()), event_size_max=int(size.max()))
    with open(os.path.join(a.out, "meta.json"), "w") as f:
        json.dump(meta, f, indent=1)
    print(json.dumps(meta))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--people", type=int, default=20000)
    ap.add_argument("--events-per-person", type=float, default=0.35, help="4 gives a dense network")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--out", required=True)
    ap.add_argument("--events-only", action="store_true", help="no projection: for networks that no peer is asked to read")
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    aff, n = generate(a.people, int(a.people * a.events_per_person), a.seed)
    if a.events_only:
        return events_only(a, aff, n)
    edges = project(aff, n)
    for name, arr, head in (("events", aff, "event,person"), ("edges", edges, "source,target,weight")):
        np.save(os.path.join(a.out, name + ".npy"), arr)
        np.savetxt(os.path.join(a.out, name + ".csv"), arr, fmt="%d", delimiter=",", header=head, comments="")
    size, per, deg = np.bincount(aff[:, 0]), np.bincount(aff[:, 1]), np.bincount(edges[:, :2].ravel())
    meta = dict(people=n, events=len(size), memberships=len(aff), edges=len(edges), seed=a.seed,
                edges_shared_twice=int((edges[:, 2] > 1).sum()), pair_visits=int(edges[:, 2].sum()),
                event_size_mean=round(float(size.mean()), 2), event_size_max=int(size.max()),
                events_per_person_max=int(per.max()), one_event_people=int((per == 1).sum()),
                degree_mean=round(float(deg.mean()), 1), degree_max=int(deg.max()))
    with open(os.path.join(a.out, "meta.json"), "w") as f:
        json.dump(meta, f, indent=1)
    print(json.dumps(meta))


if __name__ == "__main__":
    main()
