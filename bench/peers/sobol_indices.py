"""Sobol indices of the G function by SALib's formulas, in NumPy. Prints a line of JSON per seed read: wall time, indices."""
import json
import sys
import time

import numpy as np

BASE_POINTS = int(sys.argv[1])
A = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def model(x):
    return np.prod((np.abs(4 * x - 2) + A) / (1 + A), axis=1)


def indices(seed):
    """A, B and A with each column of B in turn; formulas as in SALib.analyze.sobol, without its bootstrap."""
    size = len(A)
    draw = np.random.default_rng(seed)
    a, b = draw.random((BASE_POINTS, size)), draw.random((BASE_POINTS, size))
    points = np.empty((BASE_POINTS, size + 2, size))
    points[:, 0] = a
    points[:, size + 1] = b
    for k in range(size):
        points[:, k + 1] = a
        points[:, k + 1, k] = b[:, k]
    y = model(points.reshape(-1, size))
    y = ((y - y.mean()) / y.std()).reshape(BASE_POINTS, size + 2)
    of_a, of_b = y[:, 0], y[:, size + 1]
    variance = np.r_[of_a, of_b].var()
    first = [np.mean(of_b * (y[:, k + 1] - of_a)) / variance for k in range(size)]
    total = [0.5 * np.mean((of_a - y[:, k + 1]) ** 2) / variance for k in range(size)]
    return {"first": first, "total": total}


for line in sys.stdin:
    start = time.perf_counter()
    found = indices(int(line))
    print(json.dumps({"ms": 1000 * (time.perf_counter() - start), **found}), flush=True)
