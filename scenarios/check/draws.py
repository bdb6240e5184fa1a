"""Draws and summaries for the independent checks: the inputs come from the scenario's YAML, the
distributions from SciPy, the model from the NumPy lines of each check."""
import json
import pathlib

import numpy as np
import yaml
from scipy import stats

FOLDER = pathlib.Path(__file__).resolve().parent.parent
ANNOTATIONS = {'unit', 'source', 'note', 'label', 'per', 'dist', 'truncate', 'value'}


def number(value):
    return float(value)


def metalog(u, points, low=None, high=None):
    """Keelin (2016): as many terms as percentiles, through all of them; log and logit bounds."""
    ys = np.array([p for p, _ in points])
    xs = np.array([x for _, x in points], dtype=float)
    if low is not None and high is not None:
        xs = np.log((xs - low) / (high - xs))
    elif low is not None:
        xs = np.log(xs - low)
    elif high is not None:
        xs = -np.log(high - xs)

    def terms(y):
        logit = np.log(y / (1 - y))
        return [np.ones_like(y), logit, (y - 0.5) * logit, y - 0.5][: len(points)]

    weights = np.linalg.solve(np.stack(terms(ys), axis=1), xs)
    z = sum(w * t for w, t in zip(weights, terms(u)))
    if low is not None and high is not None:
        return low + (high - low) / (1 + np.exp(-z))
    if low is not None:
        return low + np.exp(z)
    if high is not None:
        return high - np.exp(-z)
    return z


def quantile(spec, u):
    """x with F(x) = u for a variable as written in the scenario."""
    if not isinstance(spec, dict):
        return np.full_like(u, number(spec))
    if 'value' in spec:
        return np.full_like(u, number(spec['value']))
    if 'truncate' in spec:
        lo, hi = map(number, spec['truncate'])
        rest = {k: v for k, v in spec.items() if k != 'truncate'}
        f_lo, f_hi = cdf(rest, lo), cdf(rest, hi)
        return quantile(rest, f_lo + u * (f_hi - f_lo))
    p = {k: v for k, v in spec.items() if k not in ANNOTATIONS}
    kind = spec.get('dist', 'percentiles')
    if kind in ('percentiles', 'metalog'):
        points = sorted((float(k[1:]) / 100, number(v)) for k, v in p.items() if k[0] == 'p')
        if len(points) == 2:
            (y1, x1), (y2, x2) = points
            z1, z2 = stats.norm.ppf([y1, y2])
            log = x1 > 0 and x2 > 0
            a, b = (np.log(x1), np.log(x2)) if log else (x1, x2)
            z = a + (stats.norm.ppf(u) - z1) * (b - a) / (z2 - z1)
            return np.exp(z) if log else z
        bounds = {k: number(p[k]) for k in ('min', 'max') if k in p}
        return metalog(u, points, bounds.get('min'), bounds.get('max'))
    if kind == 'mixture':
        return mixture(p['components'], p['weights'], u)
    if kind == 'discrete':
        edges = np.cumsum(p['probabilities'])
        return np.array(p['values'], dtype=float)[np.searchsorted(edges, u, side='right')]
    return frozen(kind, {k: number(v) for k, v in p.items()}).ppf(u)


def mixture(components, weights, u):
    """Inverse of F = Σ w F_k on a fine grid of x from the components' own quantiles."""
    grid = np.linspace(1e-7, 1 - 1e-7, 40_001)
    x = np.unique(np.concatenate([quantile(c, grid) for c in components]))
    total = sum(w * cdf(c, x) for w, c in zip(weights, components))
    return np.interp(u, total, x)


def frozen(kind, p):
    if kind == 'normal':
        return stats.norm(p['mean'], p['sd'])
    if kind == 'lognormal':
        return stats.lognorm(p['sdlog'], scale=np.exp(p['meanlog']))
    if kind == 'uniform':
        return stats.uniform(p['min'], p['max'] - p['min'])
    if kind == 'beta':
        return stats.beta(p['alpha'], p['beta'])
    if kind == 'bernoulli':
        return stats.bernoulli(p['p'])
    if kind == 'pert':
        width, shape = p['max'] - p['min'], p.get('shape', 4)
        a = 1 + shape * (p['mode'] - p['min']) / width
        b = 1 + shape * (p['max'] - p['mode']) / width
        return stats.beta(a, b, loc=p['min'], scale=width)
    if kind == 'triangular':
        width = p['max'] - p['min']
        return stats.triang((p['mode'] - p['min']) / width, loc=p['min'], scale=width)
    raise ValueError(f'no distribution {kind}')


def cdf(spec, x):
    return frozen(spec['dist'], {k: number(v) for k, v in spec.items() if k not in ANNOTATIONS}).cdf(x)


class Draws:
    """One stream of uniforms per name, shared by all options; correlated by a Gaussian copula."""

    def __init__(self, scenario_id, count=400_000, seed=7):
        self.scenario = yaml.safe_load((FOLDER / f'{scenario_id}.yaml').read_text())
        self.count, self.seed, self.uniforms, self.columns = count, seed, {}, {}
        pairs = self.scenario.get('correlations', [])
        names = sorted({name for pair in pairs for name in pair['between']})
        if names:
            matrix = np.eye(len(names))
            for pair in pairs:
                i, j = (names.index(name) for name in pair['between'])
                matrix[i, j] = matrix[j, i] = 2 * np.sin(np.pi * number(pair['spearman']) / 6)
            z = np.random.default_rng(seed).standard_normal((count, len(names)))
            z = z @ np.linalg.cholesky(matrix).T
            self.uniforms = {name: stats.norm.cdf(z[:, k]) for k, name in enumerate(names)}

    def uniform(self, name, periods=None):
        if name not in self.uniforms:
            key = [self.seed, *name.encode()]
            shape = self.count if periods is None else (periods, self.count)
            self.uniforms[name] = np.random.default_rng(key).random(shape)
        return self.uniforms[name]

    def spec(self, name, option=None):
        sets = {o['id']: o.get('set', {}) for o in self.scenario['options']}
        if option is not None and name in sets[option]:
            return sets[option][name]
        return self.scenario['variables'][name]

    def __call__(self, name, option=None, periods=None):
        spec = self.spec(name, option)
        if (name, id(spec)) not in self.columns:
            self.columns[name, id(spec)] = quantile(spec, self.uniform(name, periods))
        return self.columns[name, id(spec)]

    def bernoulli(self, name, p, periods=None):
        """1 in the upper tail of the uniform, as F⁻¹(u) of a Bernoulli variable is."""
        return (self.uniform(name, periods) > 1 - p).astype(float)

    @property
    def options(self):
        return [option['id'] for option in self.scenario['options']]


def summary(draws, objective, maximise=True, **more):
    """Mean, its standard error and P(best) per option; EVPI; ties are shared evenly."""
    ids = list(objective)
    values = np.stack([objective[i] for i in ids])
    better = values if maximise else -values
    top = better.max(axis=0)
    wins = better == top
    share = wins / wins.sum(axis=0)
    means = better.mean(axis=1)
    result = {
        'id': draws.scenario['id'],
        'samples': int(values.shape[1]),
        'evpi': float(top.mean() - means.max()),
        'options': {
            name: {
                'mean': float(values[k].mean()),
                'standardError': float(values[k].std() / np.sqrt(values.shape[1])),
                'p5': float(np.quantile(values[k], 0.05)),
                'p50': float(np.quantile(values[k], 0.5)),
                'p95': float(np.quantile(values[k], 0.95)),
                'probabilityBest': float(share[k].mean()),
            }
            for k, name in enumerate(ids)
        },
        **more,
    }
    print(json.dumps(result, indent=1))
    return result


def regression_evppi(x, values, bins=200):
    """Value of knowing x alone: means of the options within quantile bins of x."""
    order = np.argsort(x, kind='stable')
    cells = np.array_split(order, bins)
    conditional = np.array([[v[c].mean() for v in values] for c in cells])
    sizes = np.array([len(c) for c in cells])
    return float((conditional.max(axis=1) * sizes).sum() / sizes.sum() - max(v.mean() for v in values))


def survey_evsi(chance, n, values, seed=11):
    """Value of n answers, yes with the chance given, before choosing: E_k max E[value | k] − max E."""
    yes = np.random.default_rng(seed).binomial(n, chance)
    counts = np.bincount(yes, minlength=n + 1)
    totals = np.array([np.bincount(yes, weights=v, minlength=n + 1) for v in values])
    return float(totals.max(axis=0).sum() / counts.sum() - max(v.mean() for v in values))


def perfect_information(values):
    """Expected value of perfect information over the options given."""
    return float(np.max(values, axis=0).mean() - max(v.mean() for v in values))


def crossing(x, lead, bins=100):
    """Values of x at which the conditional mean of `lead` changes its sign, by bins of x."""
    cells = np.array_split(np.argsort(x, kind='stable'), bins)
    centre = np.array([x[c].mean() for c in cells])
    mean = np.array([lead[c].mean() for c in cells])
    smooth = np.convolve(mean, np.ones(5) / 5, mode='valid')
    centre = centre[2:-2]
    flips = np.nonzero(np.diff(np.sign(smooth)))[0]
    return [float(centre[k]) for k in flips]
