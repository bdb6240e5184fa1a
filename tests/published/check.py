"""The figures of this folder worked out a second time: enumeration, closed forms and SciPy quadrature,
nothing of the product. `python3 check.py` writes reference.json; published.test.ts holds each case to it."""
import json
import pathlib
from itertools import product
from math import exp, log, pi, sin, sqrt

import numpy as np
from scipy import integrate, optimize, stats

HERE = pathlib.Path(__file__).resolve().parent
normal = stats.norm


def decision(states, payoff, learn=None):
    """Means by option, EVPI, and what learning each of `learn` is worth, over states (probability, state)."""
    means = {o: sum(p * pay(s) for p, s in states) for o, pay in payoff.items()}
    best = max(means.values())
    perfect = sum(p * max(pay(s) for pay in payoff.values()) for p, s in states)
    found = {'options': {o: {'mean': m} for o, m in means.items()}, 'evpi': perfect - best}
    if learn:
        found['evppi'] = {}
    for name, seen in (learn or {}).items():
        groups = {}
        for p, s in states:
            groups.setdefault(seen(s), []).append((p, s))
        found['evppi'][name] = sum(
            max(sum(p * pay(s) for p, s in group) for pay in payoff.values()) for group in groups.values()
        ) - best
    return found


def equivalent(states, pay, tolerance):
    """Certainty equivalent of exponential utility."""
    return -tolerance * log(sum(p * exp(-pay(s) / tolerance) for p, s in states))


def loss(z):
    """Unit normal loss: E max(0, Z - z)."""
    return normal.pdf(z) - z * normal.sf(z)


def party_states():
    return [
        (p * q, (sun, sun if right else 1 - sun))
        for (p, sun), (q, right) in product([(0.4, 1), (0.6, 0)], [(0.8, 1), (0.2, 0)])
    ]


PARTY = {
    'outdoors': lambda s: 100 if s[0] else 0,
    'porch': lambda s: 90 if s[0] else 20,
    'indoors': lambda s: 40 if s[0] else 50,
}


def party():
    return decision(party_states(), PARTY, {'sunny': lambda s: s[0], 'detector': lambda s: s[1]})


def party_averse():
    tolerance = 50 / log(2)
    ce = {o: equivalent(party_states(), pay, tolerance) for o, pay in PARTY.items()}
    informed = equivalent(party_states(), lambda s: max(pay(s) for pay in PARTY.values()), tolerance)
    return {
        'options': {o: {'certaintyEquivalent': x} for o, x in ce.items()},
        'evpi': informed - max(ce.values()),
    }


def wildcatter_test():
    shows = [(0.6, 0.3, 0.1), (0.3, 0.4, 0.4), (0.1, 0.3, 0.5)]
    states = [
        (p * shows[seen][i], (oil, seen))
        for i, (p, oil) in enumerate(zip((0.5, 0.3, 0.2), (0, 120, 270)))
        for seen in range(3)
    ]
    pay = {'drill': lambda s: s[0] - 70, 'leave': lambda s: 0}
    found = decision(states, pay, {'oil': lambda s: s[0], 'seismic': lambda s: s[1]})
    found['evsi'] = {'seismic': found['evppi']['seismic']}
    found['options']['drill']['probabilityBest'] = sum(p for p, s in states if s[0] > 70)
    return found


def dtree_states():
    deposit = zip((0.5, 0.3, 0.2), (0, 700e3, 1200e3))
    cost = list(zip((0.2, 0.6, 0.2), (150e3, 300e3, 500e3)))
    return [(p * q, (x, c)) for p, x in deposit for q, c in cost]


def dtree():
    pay = {'drill': lambda s: s[0] - s[1], 'pass': lambda s: 0}
    return decision(dtree_states(), pay, {'deposit': lambda s: s[0], 'cost': lambda s: s[1]})


def dtree_averse():
    ce = equivalent(dtree_states(), lambda s: s[0] - s[1], 700e3)
    return {'options': {'drill': {'certaintyEquivalent': ce}, 'pass': {'certaintyEquivalent': 0}}}


def newsvendor_discrete():
    demand = [(0.2, 10), (0.3, 20), (0.3, 30), (0.2, 40)]
    return decision(demand, {f'n{q}': lambda d, q=q: 10 * min(q, d) - 6 * q for q in (10, 20, 30, 40)})


def newsvendor(demand, price, cost, orders):
    """Expected profit by integrating P(demand > x) up to the order."""
    sold = {o: integrate.quad(demand.sf, 0, q)[0] for o, q in orders.items()}
    return {'options': {o: {'mean': price * sold[o] - cost * q} for o, q in orders.items()}}


def newsvendor_normal():
    critical = 100 + 20 * normal.ppf(0.4)
    return newsvendor(normal(100, 20), 10, 6, {'critical': critical, 'mean': 100})


def newsvendor_exponential():
    return newsvendor(stats.expon(scale=50), 10, 4, {'critical': 50 * log(10 / 4), 'mean': 50})


def newsvendor_poisson():
    demand = stats.poisson(20)
    orders = {'low': 18, 'critical': int(demand.ppf(0.6)), 'high': 24}
    mean = {o: sum(demand.pmf(k) * (5 * min(q, k) - 2 * q) for k in range(200)) for o, q in orders.items()}
    return {
        'options': {o: {'mean': m} for o, m in mean.items()},
        'constraints': {'served': {o: float(demand.cdf(q)) for o, q in orders.items()}},
    }


def black_scholes():
    def price(payoff):
        def integrand(z):
            return payoff(42 * exp((0.1 - 0.2**2 / 2) * 0.5 + 0.2 * sqrt(0.5) * z)) * normal.pdf(z)

        return exp(-0.05) * integrate.quad(integrand, -12, 12, limit=500, epsabs=1e-11)[0]

    call, put = price(lambda s: max(0, s - 40)), price(lambda s: max(0, 40 - s))
    return {'options': {'call': {'mean': call}, 'put': {'mean': put}}}


def irr():
    flows = {'excel-npv': [-10000, 3000, 4200, 6800], 'excel-irr': [-70000, 12000, 15000, 18000, 21000, 26000]}

    def npv(rate, flow):
        return sum(c / (1 + rate) ** t for t, c in enumerate(flow))

    return {
        'options': {
            o: {'outcomes': {'worth': npv(0.1, f), 'rate': optimize.brentq(npv, 0, 1, args=(f,), xtol=1e-14)}}
            for o, f in flows.items()
        }
    }


def bidding():
    bids = [0.75, 1, 1.25, 1.5, 1.75]

    def won(bid):
        return (2 - bid) / 2

    means = {f'bid-{100 * b:03.0f}': {'mean': (b - 0.5) * won(b)} for b in bids}
    best = max(o['mean'] for o in means.values())
    # Knowing the rival, one bids just below it, where that is above what the work will cost, or is expected to.
    last = list(zip(bids, bids[1:] + [2]))
    both = sum((high - b) / 2 * (b * b / 2 if b < 1 else b - 0.5) for b, high in last)
    rival = sum((high - b) / 2 * max(0, b - 0.5) for b, high in last)
    cost = integrate.quad(lambda c: max((b - c) * won(b) for b in bids), 0, 1, limit=200)[0]
    return {
        'options': means,
        'evpi': both - best,
        'evppi': {'rival': rival - best, 'cost': cost - best},
    }


def order_statistics():
    def largest(n):
        moment = [
            integrate.quad(lambda x: x**k * n * normal.pdf(x) * normal.cdf(x) ** (n - 1), -12, 12)[0] for k in (1, 2)
        ]
        return {'mean': moment[0], 'sd': sqrt(moment[1] - moment[0] ** 2)}

    return {'options': {name: largest(n) for name, n in (('two', 2), ('three', 3), ('five', 5))}}


def two_act_linear():
    mean, sd, noise, n, slope, even = 10, 4, 6, 9, 100, 12
    preposterior = sd * sqrt(sd**2 / (sd**2 + noise**2 / n))

    def worth(s):
        return slope * s * loss((even - mean) / s)

    perfect = integrate.quad(lambda x: max(0, slope * (x - even)) * normal.pdf(x, mean, sd), even, 60)[0]
    assert abs(perfect - worth(sd)) < 1e-6
    return {
        'options': {'launch': {'mean': slope * (mean - even)}},
        'evpi': worth(sd),
        'evppi': {'share': worth(sd)},
        'evsi': {'share': worth(preposterior)},
    }


def beta_binomial():
    n, seen = 10, stats.betabinom(10, 2, 8)
    now = 1000 * (0.25 - 0.2)
    informed = sum(seen.pmf(k) * max(0, 1000 * (0.25 - (2 + k) / (10 + n))) for k in range(n + 1))
    perfect = integrate.quad(lambda p: 1000 * (0.25 - p) * stats.beta.pdf(p, 2, 8), 0, 0.25)[0]
    return {'options': {'accept': {'mean': now}}, 'evpi': perfect - now, 'evsi': {'defective': informed - now}}


def correlated_sum():
    pearson = 2 * sin(pi / 6 * 0.25)
    return {'options': {'together': {'mean': 30, 'sd': sqrt(9 + 16 + 2 * 3 * 4 * pearson)}, 'apart': {'mean': 30, 'sd': 5}}}


def truncated_normal():
    a, b = stats.truncnorm(-1, 0.5, 100, 20), stats.truncnorm(0, 10, 100, 20)
    return {'options': {'both': {'mean': a.mean(), 'sd': a.std()}, 'left': {'mean': b.mean(), 'sd': b.std()}}}


def mixture():
    weights, parts = (0.7, 0.3), (stats.norm(10, 2), stats.expon(scale=40))
    mean = sum(w * d.mean() for w, d in zip(weights, parts))
    second = sum(w * (d.var() + d.mean() ** 2) for w, d in zip(weights, parts))
    late = sum(w * d.sf(30) for w, d in zip(weights, parts))
    return {'options': {'only': {'mean': mean, 'sd': sqrt(second - mean**2)}}, 'constraints': {'on-time': {'only': 1 - late}}}


def chance_constraint():
    return {
        'constraints': {
            'deadline': {'crew-of-two': normal.cdf((50 - 40) / 8), 'crew-of-three': normal.cdf((50 - 34) / 8)}
        }
    }


def growth():
    """Stock S(t + 1) = S(t) (1 + g), g ~ U(a, b) drawn once: E S(T) = 100 (B^(T+1) - A^(T+1))/((T + 1)(B - A))."""
    def after(t, a, b):
        return 100 * ((1 + b) ** (t + 1) - (1 + a) ** (t + 1)) / ((t + 1) * (b - a))

    def option(a, b):
        return {
            'mean': after(10, a, b),
            'outcomes': {'sold': sum(after(t, a, b) for t in range(11)), 'worth': sum(after(t, a, b) / 1.1**t for t in range(11))},
        }

    return {'options': {'narrow': option(0.02, 0.04), 'wide': option(-0.1, 0.16)}}


def queue():
    """M/M/1 in equilibrium: the number present is geometric with P(n) = (1 - rho) rho^n."""
    rho = {'one-clerk': 0.8, 'fast-clerk': 0.5}
    return {
        'options': {o: {'mean': r / (1 - r), 'sd': sqrt(r) / (1 - r)} for o, r in rho.items()},
        'constraints': {'short': {o: 1 - r**5 for o, r in rho.items()}},
    }


def metalog():
    """The curve meets its percentiles, so the chances of lying below them are the percentiles' own."""
    return {'constraints': {f'below-p{p}': {'only': p / 100} for p in (5, 25, 50, 75, 95)}}


def smaa():
    """Raw weights v, w ~ U(0, 1): v/(v + w) <= x <= 1/2 has probability x/(1 - x)/2. The middle option leads from .4 to .6."""
    corner = 0.4 / 0.6 / 2
    second = 1 - corner - corner
    return {'acceptability': {'cheap': [corner], 'good': [corner], 'middle': [second, 1 - second, 0]}}


def thrombosis(weights):
    """Events after surgery as beta draws, value linear and not cut off; 4 million draws of NumPy's own."""
    rng, n = np.random.default_rng(1996), 4_000_000
    scales = [(0.25, 0), (0.4, 0.15), (0.1, 0)]
    counts = {'heparin': [(20, 116), (40, 96), (1, 135)], 'enoxaparin': [(8, 121), (32, 97), (5, 124)]}
    value = {
        o: np.stack([(worst - rng.beta(a, b, n)) / (worst - best) for (a, b), (worst, best) in zip(events, scales)])
        for o, events in counts.items()
    }
    lead, w = value['heparin'] - value['enoxaparin'], weights(rng, n)
    ahead = (w * lead).sum(axis=0) > 0
    share = {'heparin': ahead.mean(), 'enoxaparin': 1 - ahead.mean()}
    names = ('proximal', 'distal', 'bleeding')
    central = {o: w[:, ahead if o == 'heparin' else ~ahead].mean(axis=1) for o in counts}
    sign = {'heparin': 1, 'enoxaparin': -1}
    return {
        'acceptability': {o: [p, 1 - p] for o, p in share.items()},
        'centralWeights': {o: dict(zip(names, c)) for o, c in central.items()},
        'confidenceFactor': {o: (sign[o] * (c[:, None] * lead).sum(axis=0) > 0).mean() for o, c in central.items()},
    }


def even(rng, n):
    """Weights spread evenly over all that sum to 1, shape [criterion][draw]."""
    drawn = rng.exponential(size=(3, n))
    return drawn / drawn.sum(axis=0)


def smaa_any_weights():
    return thrombosis(even)


def smaa_ordered_weights():
    return thrombosis(lambda rng, n: np.sort(even(rng, n), axis=0)[[2, 0, 1]])


def smaa_exact_weights():
    found = thrombosis(lambda rng, n: np.tile(np.array([[4], [1], [2]]) / 7, n))
    return {'options': {o: {'probabilityBest': ranks[0]} for o, ranks in found['acceptability'].items()}}


def settlement():
    states = [
        (p * q, (reply, award))
        for p, reply in zip((0.17, 0.5, 0.33), ('pays', 'refuses', 'offers'))
        for q, award in zip((0.2, 0.5, 0.3), (10.3, 5, 0))
    ]

    def ask(state, when_offered):
        reply, award = state
        return {'pays': 5, 'refuses': award, 'offers': when_offered(award)}[reply]

    pay = {
        'settle': lambda s: 2,
        'ask-then-court': lambda s: ask(s, lambda award: award),
        'ask-then-settle': lambda s: ask(s, lambda award: 3),
    }
    return decision(states, pay, {'reply': lambda s: s[0], 'award': lambda s: s[1]})


def wait_to_invest():
    """A perpetuity of 1 from the next year on is worth 1 / rate."""
    rate, cost = 0.1, 1600
    pay = {
        'now': lambda price: 200 - cost + price / rate,
        'wait': lambda price: max(0, price / rate - cost / (1 + rate)) if price == 300 else 0,
    }
    return decision([(0.5, 300), (0.5, 100)], pay, {'up': lambda price: price})


def even_swaps():
    offices = {
        'parkway': (-45, 50, 3, 800, -1850),
        'lombard': (-25, 80, 2, 700, -1700),
        'baranov': (-20, 70, 1, 500, -1500),
        'montana': (-25, 85, 3, 950, -1900),
        'pierpoint': (-30, 75, 1, 700, -1750),
    }
    beaten = {
        o: any(y != x and all(b >= a for a, b in zip(x, y)) for y in offices.values()) for o, x in offices.items()
    }
    return {'pareto': {o: int(not b) for o, b in beaten.items()}}


def scorecard():
    names = ['first', 'second', 'third', 'fourth']
    x, w = np.array([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6.0]]), np.array([0.3, 0.4, 0.3])
    scaled = w * x / np.linalg.norm(x, axis=0)
    far = np.linalg.norm(scaled - scaled.min(axis=0), axis=1)
    near = np.linalg.norm(scaled - scaled.max(axis=0), axis=1)
    missed = w * (x.max(axis=0) - x) / np.ptp(x, axis=0)
    group, worst = missed.sum(axis=1), missed.max(axis=1)
    q = 0.5 * (group - group.min()) / np.ptp(group) + 0.5 * (worst - worst.min()) / np.ptp(worst)
    beaten = [any(((y >= own).all() and (y > own).any()) for y in x) for own in x]
    wins = np.sign(x[:, None, :] - x[None, :, :]) @ w
    return {
        'pareto': {o: int(not b) for o, b in zip(names, beaten)},
        'topsis': dict(zip(names, far / (far + near))),
        'vikor': dict(zip(names, 1 - q)),
        'promethee2': dict(zip(names, wins.sum(axis=1) / 3)),
    }


def net_flows(table, weights, strengths):
    """PROMETHEE II: table by option; for each criterion the preference for a lead of d, written for d of any sign."""
    def over(own, other):
        return sum(w * strength(a - b) for w, strength, a, b in zip(weights, strengths, own, other))

    others = len(table) - 1
    return {
        o: sum(over(own, other) - over(other, own) for n, other in table.items() if n != o) / others
        for o, own in table.items()
    }


def ramp(d, q, p):
    return min(max((d - q) / (p - q), 0), 1)


def level(d, q, p):
    return (d > q) / 2 + (d > p) / 2


def bell(d, s):
    return 1 - exp(-d * d / 2 / s**2) if d > 0 else 0


def power_plant():
    return {'promethee2': net_flows(
        {
            'italy': (80, 90, 6, 5.4, 8, 5),
            'belgium': (65, 58, 2, 9.7, 1, 1),
            'germany': (83, 60, 4, 7.2, 4, 7),
            'sweden': (40, 80, 10, 7.5, 7, 10),
            'austria': (52, 72, 6, 2.0, 3, 8),
            'france': (94, 96, 7, 3.6, 5, 6),
        },
        [1 / 6] * 6,
        [
            lambda d: -d > 10,
            lambda d: ramp(d, 0, 30),
            lambda d: ramp(-d, 0.5, 5),
            lambda d: level(-d, 1, 6),
            lambda d: -d > 0,
            lambda d: bell(d, 5),
        ],
    )}


def ways_to_town():
    return {'promethee2': net_flows(
        {'rer': (1, 10, 1), 'metro-1': (4, 20, 2), 'metro-2': (2, 20, 0), 'bus': (6, 40, 0), 'taxi': (30, 30, 3)},
        [0.2, 0.3, 0.5],
        [lambda d: bell(-d, 4), lambda d: level(-d, 11, 15), lambda d: ramp(d, 1, 3)],
    )}


def short(value):
    if isinstance(value, dict):
        return {key: short(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [short(entry) for entry in value]
    return float(f'{value:.12g}')


cases = sorted(case.stem for case in HERE.glob('*.yaml'))
reference = {case: short(globals()[case.replace('-', '_')]()) for case in cases}
(HERE / 'reference.json').write_text(json.dumps(reference, indent=2) + '\n')
