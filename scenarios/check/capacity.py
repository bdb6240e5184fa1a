"""Capacity: present value per line, and P(cash covers the debt service in each of five years)."""
import numpy as np

from draws import Draws, perfect_information, regression_evppi, summary

d = Draws('capacity')
value, covered = {}, {}
for o in d.options:
    capacity = float(d.spec('capacity', o)['value'])
    investment = d('line_cost') * (capacity / 70) ** d('scale_exponent') if capacity else np.zeros(d.count)
    demand, present, safe = d('first_demand'), np.zeros(d.count), np.ones(d.count, dtype=bool)
    for t in range(10):
        cash = np.minimum(demand, capacity) * 1e6 * d('margin') - investment * d('fixed_share')
        present += cash / 1.09**t
        if t <= 4:
            safe &= cash >= investment * 0.14
        demand = demand * (1 + d('growth'))
    value[o], covered[o] = present - investment, float(safe.mean())
columns = [value[o] for o in value if covered[o] >= 0.85]
summary(
    d,
    value,
    constraint=covered,
    evpiOfFeasible=perfect_information(columns),
    evppi={n: regression_evppi(d(n), columns) for n in ('growth', 'first_demand', 'margin', 'scale_exponent')},
)
