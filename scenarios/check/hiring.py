"""Hiring: value less cost over eighteen months; the intermediary must lose in every draw."""
import numpy as np

from draws import Draws, crossing, regression_evppi, summary

d = Draws('hiring')
leaves = d.bernoulli('leaves', d('turnover'))
net = {}
for o in d.options:
    employed = d('employed', o) > 0
    served = np.where(employed & (leaves > 0), d('stayed'), 1.0)
    present = np.maximum(18 - d('search', o) - employed * d('notice'), 0) * served
    productive = np.maximum(present - np.where(employed, d('ramp'), d('contractor_ramp')) / 2, 0)
    employee = d('salary') * (1 + d('employer_share'))
    contractor = d('rate') * d('hours') * (1 + d('markup', o))
    cost = present * np.where(employed, employee, contractor)
    net[o] = productive * d('month_value') - cost - d('salary') * d('fee', o) - d('own_cost', o)
summary(
    d,
    net,
    dominatedShare=float((net['intermediary'] < net['contractor']).mean()),
    switching={'month_value': crossing(d('month_value'), net['contractor'] - net['own-recruiting'])},
    evppi={n: regression_evppi(d(n), list(net.values())) for n in ('month_value', 'rate', 'notice')},
)
