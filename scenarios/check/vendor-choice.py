"""Vendor choice: score with rank order centroid weights, and rank acceptability over all weights in order."""
import numpy as np

from draws import Draws, quantile, summary

d = Draws('vendor-choice')
criteria = d.scenario['criteria']
values = {}
for o in d.options:
    rows = []
    for c in criteria:
        if 'outcome' in c:
            x = d('licence', o) * d('users') + d('introduction', o)
        else:
            x = quantile(c['scores'][o], d.uniform(f"score:{c['id']}:{o}"))
        worst, best = float(c['scale']['worst']), float(c['scale']['best'])
        rows.append((x - worst) / (best - worst))
    values[o] = np.stack(rows)

k = len(criteria)
centroid = np.array([sum(1 / i for i in range(r, k + 1)) / k for r in range(1, k + 1)])
score = {o: 100 * centroid @ v for o, v in values.items()}

# All weights that respect the order, evenly: sorted Dirichlet(1, …, 1).
weights = np.sort(np.random.default_rng(3).dirichlet(np.ones(k), d.count), axis=1)[:, ::-1].T
total = np.stack([(weights * v).sum(axis=0) for v in values.values()])
rank = (-total).argsort(axis=0).argsort(axis=0)
acceptability = {
    o: [float((rank[i] == r).mean()) for r in range(len(values))] for i, o in enumerate(values)
}
central = {
    o: [float(w) for w in weights[:, rank[i] == 0].mean(axis=1)]
    for i, o in enumerate(values)
    if (rank[i] == 0).any()
}
summary(d, score, centroid=[float(w) for w in centroid], acceptability=acceptability, centralWeights=central)
