#!/usr/bin/env python3
"""Times graph libraries on data from generate.py; prints one JSON line per run. run.py calls it and makes a table.

  python3 peers.py DIR --peers networkx,igraph,networkit --measures pagerank,louvain --threads 1,2

Each (peer, measure, threads) runs in its own process with a time limit. "load_s": edge array -> the
peer's graph, not in the measure; "median_s": the measure alone; "cpu_s": its processor time (the fairer
figure on a shared machine). "check" compares results (top vertex, sum, modularity by one formula).
Rounds interleave the peers. A peer may be any program: --peers ours=/path/bin runs `bin DIR MEASURE
THREADS` and takes its JSON line. A peer in another interpreter: --peers graphtool@/usr/bin/python3.
"""
import argparse, functools, json, os, resource, statistics, subprocess, sys, tempfile, time

MEASURES = ("project degree pagerank eigen betweenness betweenness_approx closeness closeness_approx harmonic top_closeness "
            "louvain leiden components kcore clustering graphml_write graphml_read")
WEIGHTED = "degree pagerank eigen louvain leiden graphml_write graphml_read".split()
THREADED = "networkit rustworkx graphtool duckdb polars".split()
ADAPTER = dict(scipy="tables", duckdb="tables", polars="tables", leidenalg="igraph")
TOL = 1e-10
rss = lambda who: round(resource.getrusage(who).ru_maxrss / 1024)  # RUSAGE_SELF is 0

def later(f, *args):
    """The check runs after the clock has stopped."""
    return functools.partial(f, *args)

def top(values):
    import numpy as np
    a = np.asarray(values, dtype=float)
    return {"top": int(np.argmax(a)), "sum": float("%.10g" % a.sum()), "max": float("%.10g" % a.max())}

class Data:
    def __init__(self, folder):
        import numpy as np
        e = np.load(os.path.join(folder, "edges.npy"))
        self.np, self.n, self.m = np, int(e[:, :2].max()) + 1, len(e)
        self.u, self.v, self.w, self.pairs = e[:, 0].copy(), e[:, 1].copy(), e[:, 2].astype(float), e[:, :2].copy()
        self.events = np.load(os.path.join(folder, "events.npy"))
        self.xml = os.path.join(folder, "edges.graphml")
        self.pivots = np.arange(0, self.n, max(1, self.n // 200))[:200]

    def triples(self):
        return list(zip(self.u.tolist(), self.v.tolist(), self.w.tolist()))

    def modularity(self, labels):
        np, c = self.np, self.np.unique(self.np.asarray(labels), return_inverse=True)[1]
        k, w = int(c.max()) + 1, self.w
        tot = np.bincount(c[self.u], w, k) + np.bincount(c[self.v], w, k)
        q = w[c[self.u] == c[self.v]].sum() / w.sum() - ((tot / (2 * w.sum())) ** 2).sum()
        return {"Q": round(float(q), 5), "communities": k}

    def size(self, suffix):
        return later(lambda: {"bytes": os.path.getsize(self.xml + suffix)})

    def write_xml(self):
        """One common input file for the readers."""
        with open(self.xml, "w") as f:
            f.write('<?xml version="1.0"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n<key id="weight" for='
                    '"edge" attr.name="weight" attr.type="double"/>\n<graph id="G" edgedefault="undirected">\n')
            f.writelines('<node id="n%d"/>\n' % i for i in range(self.n))
            f.writelines('<edge source="n%d" target="n%d"><data key="weight">%g</data></edge>\n' % t for t in self.triples())
            f.write("</graph>\n</graphml>\n")

def networkx(d, measure, threads, _):
    import networkx as nx
    if measure == "project":
        B = nx.Graph((int(p), -int(e) - 1) for e, p in d.events)
        return lambda: {"edges": nx.bipartite.weighted_projected_graph(B, range(d.n)).number_of_edges()}
    G = nx.Graph()
    G.add_nodes_from(range(d.n))
    G.add_weighted_edges_from(d.triples())
    val = lambda r: later(lambda: top([r[i] for i in range(d.n)]))
    label = lambda parts: later(lambda: d.modularity([c for _, c in sorted((v, i) for i, p in enumerate(parts) for v in p)]))
    return {
        "degree": lambda: val(dict(G.degree(weight="weight"))), "pagerank": lambda: val(nx.pagerank(G, tol=TOL, max_iter=1000)),
        "eigen": lambda: val(nx.eigenvector_centrality(G, weight="weight", tol=TOL, max_iter=10000)),
        "betweenness": lambda: val(nx.betweenness_centrality(G, normalized=False)),
        "betweenness_approx": lambda: val(nx.betweenness_centrality(G, k=min(d.n, 200), seed=1, normalized=False)),
        "closeness": lambda: val(nx.closeness_centrality(G)), "harmonic": lambda: val(nx.harmonic_centrality(G)),
        "louvain": lambda: label(nx.community.louvain_communities(G, seed=1)),
        "components": lambda: {"components": sum(1 for _ in nx.connected_components(G))},
        "kcore": lambda: val(nx.core_number(G)), "clustering": lambda: val(nx.clustering(G)),
        "graphml_write": lambda: nx.write_graphml_lxml(G, d.xml + ".nx") or d.size(".nx"),
        "graphml_read": lambda: {"edges": nx.read_graphml(d.xml).number_of_edges()},
    }.get(measure)

def igraph(d, measure, threads, peer):
    import igraph as ig
    if measure == "project" and peer == "igraph":
        events = int(d.events[-1, 0]) + 1
        B = ig.Graph(n=d.n + events, edges=d.events[:, ::-1] + d.np.array([0, d.n]))
        types = [False] * d.n + [True] * events
        return lambda: {"edges": B.bipartite_projection(types=types, which=0).ecount()}
    g = ig.Graph(n=d.n, edges=d.pairs, edge_attrs={"weight": d.w})
    mod = lambda c: later(d.modularity, c.membership)
    if peer == "leidenalg":
        import leidenalg as la
        part = lambda: la.find_partition(g, la.ModularityVertexPartition, weights="weight", seed=1)
        return {"leiden": lambda: mod(part())}.get(measure)
    return {
        "degree": lambda: later(top, g.strength(weights="weight")), "kcore": lambda: later(top, g.coreness()),
        "pagerank": lambda: later(top, g.pagerank(weights="weight")),
        "eigen": lambda: later(top, g.eigenvector_centrality(weights="weight", scale=False)),
        "betweenness": lambda: later(top, g.betweenness()), "harmonic": lambda: later(top, g.harmonic_centrality()),
        "betweenness_approx": lambda: later(top, g.betweenness(sources=d.pivots.tolist())),
        "closeness": lambda: later(top, d.np.nan_to_num(g.closeness())),
        "closeness_approx": lambda: later(top, d.np.nan_to_num(g.closeness(vertices=d.pivots.tolist()))),
        "louvain": lambda: mod(g.community_multilevel(weights="weight")),
        "leiden": lambda: mod(g.community_leiden("modularity", weights="weight", n_iterations=2)),
        "components": lambda: {"components": len(g.connected_components())},
        "clustering": lambda: later(top, g.transitivity_local_undirected(mode="zero")),
        "graphml_write": lambda: g.write_graphml(d.xml + ".ig") or d.size(".ig"),
        "graphml_read": lambda: {"edges": ig.Graph.Read_GraphML(d.xml).ecount()},
    }.get(measure)

def networkit(d, measure, threads, _):
    import networkit as nk
    nk.setNumberOfThreads(threads)
    nk.setSeed(1, False)
    if measure == "project":
        return None
    weighted, uv = measure in WEIGHTED, (d.u.astype("u8"), d.v.astype("u8"))
    G = nk.GraphFromCoo((d.w, uv) if weighted else uv, n=d.n, weighted=weighted)
    c, f, xml = nk.centrality, nk.graphio, nk.Format.GraphML
    sc = lambda algo: later(top, algo.run().scores())
    mod = lambda algo: later(d.modularity, algo.run().getPartition().getVector())
    return {
        "degree": lambda: later(top, [G.weightedDegree(v) for v in G.iterNodes()]),
        "pagerank": lambda: sc(c.PageRank(G, damp=0.85, tol=TOL)),
        "eigen": lambda: sc(c.EigenvectorCentrality(G, tol=TOL)),
        "betweenness": lambda: sc(c.Betweenness(G)), "kcore": lambda: sc(c.CoreDecomposition(G)),
        "betweenness_approx": lambda: sc(c.KadabraBetweenness(G, 0.005, 0.1)),
        "closeness": lambda: sc(c.Closeness(G, False, c.ClosenessVariant.GENERALIZED)),
        "harmonic": lambda: sc(c.HarmonicCloseness(G, False)),
        "top_closeness": lambda: {"top": c.TopCloseness(G, 10, True, False).run().topkNodesList()[0]},
        "louvain": lambda: mod(nk.community.PLM(G)), "leiden": lambda: mod(nk.community.ParallelLeiden(G)),
        "components": lambda: {"components": nk.components.ParallelConnectedComponents(G).run().numberOfComponents()},
        "clustering": lambda: sc(c.LocalClusteringCoefficient(G, True)),
        "graphml_write": lambda: f.writeGraph(G, d.xml + ".nk", xml) or d.size(".nk"),
        "graphml_read": lambda: {"edges": f.readGraph(d.xml, xml).numberOfEdges()},
    }.get(measure)

def rustworkx(d, measure, threads, _):
    import rustworkx as rx
    t = d.triples()
    if measure == "pagerank":  # offered for directed graphs only
        t += [(b, a, w) for a, b, w in t]
    g = (rx.PyDiGraph if measure == "pagerank" else rx.PyGraph)(multigraph=False)
    g.add_nodes_from(range(d.n))
    g.add_edges_from(t)
    val = lambda r: later(lambda: top([r[i] for i in range(d.n)]))
    return {
        "degree": lambda: val(rx.degree_centrality(g)),
        "pagerank": lambda: val(rx.pagerank(g, weight_fn=float, tol=TOL, max_iter=1000)),
        "eigen": lambda: val(rx.eigenvector_centrality(g, weight_fn=float, tol=TOL, max_iter=10000)),
        "betweenness": lambda: val(rx.betweenness_centrality(g, normalized=False)),
        "closeness": lambda: val(rx.closeness_centrality(g)), "kcore": lambda: val(rx.core_number(g)),
        "clustering": lambda: {"global": rx.transitivity(g)},  # global figure only
        "components": lambda: {"components": rx.number_connected_components(g)},
        "graphml_write": lambda: rx.write_graphml(g, d.xml + ".rx") or d.size(".rx"),  # without weights
        "graphml_read": lambda: {"edges": rx.read_graphml(d.xml)[0].num_edges()},
    }.get(measure)

def graphtool(d, measure, threads, _):
    import graph_tool.all as gt
    gt.openmp_set_num_threads(threads)
    g = gt.Graph(directed=False)
    g.add_vertex(d.n)
    w = g.ep["weight"] = g.new_ep("double")
    g.add_edge_list(d.np.stack([d.u, d.v, d.w], 1), eprops=[w])
    return {
        "degree": lambda: later(top, g.degree_property_map("total", w).a),
        "pagerank": lambda: later(top, gt.pagerank(g, weight=w, epsilon=TOL).a),
        "eigen": lambda: later(top, gt.eigenvector(g, weight=w, epsilon=TOL)[1].a),
        "betweenness": lambda: later(top, gt.betweenness(g, norm=False)[0].a),
        "betweenness_approx": lambda: later(top, gt.betweenness(g, pivots=d.pivots, norm=False)[0].a),
        "closeness": lambda: later(top, d.np.nan_to_num(gt.closeness(g).a)),
        "harmonic": lambda: later(top, gt.closeness(g, harmonic=True, norm=False).a),
        "components": lambda: {"components": len(gt.label_components(g)[1])},
        "kcore": lambda: later(top, gt.kcore_decomposition(g).a), "clustering": lambda: later(top, gt.local_clustering(g).a),
        "graphml_write": lambda: g.save(d.xml + ".gt", fmt="graphml") or d.size(".gt"),
        "graphml_read": lambda: {"edges": gt.load_graph(d.xml, fmt="graphml").num_edges()},
    }.get(measure)

def sknetwork(d, measure, threads, _):
    import sknetwork as sk
    from scipy.sparse import csr_matrix
    r = d.np.r_
    A = csr_matrix((r[d.w, d.w], (r[d.u, d.v], r[d.v, d.u])), shape=(d.n, d.n))
    return {
        "pagerank": lambda: later(top, sk.ranking.PageRank(n_iter=1000, tol=TOL).fit_predict(A)),
        "louvain": lambda: later(d.modularity, sk.clustering.Louvain(random_state=1).fit_predict(A)),
        "leiden": lambda: later(d.modularity, sk.clustering.Leiden(random_state=1).fit_predict(A)),
        "components": lambda: {"components": int(sk.topology.get_connected_components(A).max()) + 1},
        "kcore": lambda: later(top, sk.topology.get_core_decomposition(A)),
        "clustering": lambda: {"global": sk.topology.get_clustering_coefficient(A)},
    }.get(measure)

def tables(d, measure, threads, kind):
    """The projection as a sparse product or a self-join, as users of these libraries write it."""
    e, p = d.events[:, 0].copy(), d.events[:, 1].copy()
    if measure != "project":
        return None
    if kind == "scipy":
        from scipy.sparse import csr_array, triu
        B = csr_array((d.np.ones(len(e), d.np.int32), (e, p)))
        return lambda: {"edges": int(triu(B.T.tocsr() @ B, 1).nnz)}
    if kind == "polars":
        import polars as pl
        t = pl.DataFrame({"e": e, "p": p}).lazy()
        pairs = t.join(t, on="e").filter(pl.col("p") < pl.col("p_right")).group_by("p", "p_right").len()
        return lambda: {"edges": len(pairs.collect(engine="streaming"))}
    import duckdb, pyarrow
    con = duckdb.connect(config={"threads": threads})
    con.register("t", pyarrow.table({"e": e, "p": p}))
    con.execute("create table a as select * from t")
    sql = "select a.p u, b.p v, count(*) w from a join a b on a.e = b.e and a.p < b.p group by 1, 2"
    return lambda: {"edges": con.execute(sql).to_arrow_table().num_rows}

def worker(a):
    peer, measure, threads = a.worker
    d, out = Data(a.dir), dict(peer=peer, measure=measure, threads=int(threads), data=os.path.basename(a.dir))
    if measure == "graphml_read" and not os.path.exists(d.xml):
        d.write_xml()
    base, t0 = rss(0), time.perf_counter()
    run = globals()[ADAPTER.get(peer, peer)](d, measure, int(threads), peer)
    if run is None:
        return print(json.dumps({**out, "absent": True}))
    out.update(n=d.n, m=d.m, load_s=round(time.perf_counter() - t0, 4), load_mib=rss(0) - base)
    times, cpu = [], []
    while len(times) < a.reps and (not times or sum(times) + times[-1] < a.budget):
        t, c = time.perf_counter(), time.process_time()
        check = run()
        times.append(round(time.perf_counter() - t, 6))
        cpu.append(round(time.process_time() - c, 6))
        check = check() if callable(check) else check
    print(json.dumps({**out, "median_s": statistics.median(times), "cpu_s": statistics.median(cpu), "best_s": min(times),
                      "times": times, "peak_mib": rss(0), "check": check}))

def wait_for_quiet(seconds):
    """Waits until other programs leave the machine at least 80 % idle for half a second."""
    read = lambda: [int(x) for x in open("/proc/stat").readline().split()[1:9]]
    stop = time.time() + seconds
    while time.time() < stop:
        before = read() + [time.sleep(0.5)]
        gone = [b - a for a, b in zip(before, read())]
        if gone[3] + gone[4] > 0.8 * sum(gone):
            return

def launch(peer, measure, a, threads):
    wait_for_quiet(a.quiet)
    name, _, program = peer.partition("=")
    name, _, python = name.partition("@")
    if program and measure == "graphml_read" and not os.path.exists(os.path.join(a.dir, "edges.graphml")):
        Data(a.dir).write_xml()
    keys = "OMP_NUM_THREADS RAYON_NUM_THREADS POLARS_MAX_THREADS OPENBLAS_NUM_THREADS".split()
    cmd = [program, a.dir, measure, str(threads)] if program else \
        [python or sys.executable, os.path.abspath(__file__), a.dir, "--worker", name, measure, str(threads),
         "--reps", str(a.reps), "--budget", str(a.budget)]
    with tempfile.TemporaryFile("w+") as err:
        try:
            r = subprocess.run(cmd, env={**os.environ, **dict.fromkeys(keys, str(threads))}, text=True,
                               stdout=subprocess.PIPE, stderr=err, timeout=a.limit)
            if r.returncode == 0 and r.stdout.strip():
                return r.stdout.strip().splitlines()[-1]
            err.seek(0)
            note = {"error": (err.read().strip().splitlines() or ["no output"])[-1][:160], "rc": r.returncode}
        except subprocess.TimeoutExpired:
            note = {"over_limit_s": a.limit}
    return json.dumps(dict(peer=name, measure=measure, threads=threads, data=os.path.basename(a.dir), **note))

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dir", type=os.path.abspath)
    ap.add_argument("--peers", default="networkx,igraph,networkit,rustworkx")
    ap.add_argument("--measures", default=MEASURES.replace(" ", ","), help="default: %(default)s")
    ap.add_argument("--threads", default="1", help="comma-separated; only peers with threads repeat")
    for name, default, text in (("rounds", 1, "interleaved rounds over all peers"), ("reps", 3, "runs per process"),
                                ("budget", 60.0, "no further repetition past this many seconds"),
                                ("limit", 600.0, "seconds per process"), ("quiet", 0.0, "seconds to wait for an idle machine")):
        ap.add_argument("--" + name, type=type(default), default=default, help=text)
    ap.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.worker:
        return worker(a)
    for measure in a.measures.split(","):
        for peer in a.peers.split(",") * a.rounds:
            for t in map(int, a.threads.split(",")):
                if t == 1 or "=" in peer or peer.split("@")[0] in THREADED:
                    print(launch(peer, measure, a, t), flush=True)

if __name__ == "__main__":
    main()
