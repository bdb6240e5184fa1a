"""Inventory: simulated profit per order, and the newsvendor's closed form for a normal demand."""
import numpy as np
from scipy import stats

from draws import Draws, summary

d = Draws('inventory')
demand, price = d('demand'), d('price')
profit, exact = {}, {}
for o in d.options:
    order = float(d.spec('order', o)['value'])
    sold = np.minimum(order, demand)
    profit[o] = price * (0.24 * sold - 0.08 * (order - sold))
    z = (order - 4017) / 1113
    short = 1113 * (stats.norm.pdf(z) - z * stats.norm.sf(z))
    expected = 4017 - short
    exact[o] = float(price.mean() * (0.24 * expected - 0.08 * (order - expected)))
best = 4017 + 1113 * stats.norm.ppf(0.24 / 0.32)
summary(d, profit, exact={'mean': exact, 'bestOrder': float(best)})
