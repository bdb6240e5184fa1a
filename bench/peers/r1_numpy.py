"""R1 (see r1.yaml) as one would write it in NumPy. Prints a line of JSON per seed read: wall and processor time, most resident memory, results."""
import json
import resource
import sys
import time

import numpy as np

COUNT = 1_000_448
OPTIONS = {
    "a": [1, 1.15, 0.9, 1.3],
    "g": [0.1, 0.15, 0.05, 0.25],
    "r": [0.01, 0.015, 0.005, 0.02],
    "P": [1, 0.95, 1.1, 0.9],
    "e": [0.8, 1.1, 0.6, 1.4],
    "c": [1, 0.95, 1.05, 0.9],
    "l": [2, 2.5, 1.5, 3],
    "d": [0.05, 0.06, 0.04, 0.08],
    "K": [2000, 2600, 2450, 3200],
}


def summary(x):
    p10, p50, p90 = np.percentile(x, [10, 50, 90])
    return {"mean": x.mean(), "sd": x.std(ddof=1), "p10": p10, "p50": p50, "p90": p90}


def run(seed):
    draw = np.random.default_rng(seed)
    x0 = draw.normal(100, 15, COUNT)
    x1 = draw.normal(40, 6, COUNT)
    x2 = draw.standard_normal(COUNT)
    x3 = np.exp(0.25 * draw.standard_normal(COUNT))
    x4 = np.exp(0.4 * draw.standard_normal(COUNT))
    x5 = draw.triangular(0.1, 0.25, 0.6, COUNT)
    x6 = draw.triangular(0, 4, 24, COUNT)
    x7 = draw.uniform(0.02, 0.12, COUNT)
    results, values = [], []
    for a, g, r, P, e, c, l, d, K in zip(*OPTIONS.values()):
        volume = x0 * a * x5
        adjustment = np.exp(g * x2 - r * x6)
        p = x3 * P
        q = volume * adjustment * p ** (-e)
        unit = np.maximum(x1 * c - l * np.log(1 + q), 5)
        life = 1 / (x7 + d)
        gross = q * (60 * p - unit)
        capex = K * x4
        o1 = gross * life - capex
        o2 = np.maximum(capex - 2 * gross, 0)
        values.append(o1)
        results.append({"o1": summary(o1), "o2": summary(o2)})
    best = np.bincount(np.argmax(np.stack(values), axis=0), minlength=4) / COUNT
    return {"options": results, "best": best.tolist()}


for line in sys.stdin:
    start, start_cpu = time.perf_counter(), time.process_time()
    results = run(int(line))
    ms, cpu_ms = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - start_cpu)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "peakMb": peak_mb, **results}), flush=True)
