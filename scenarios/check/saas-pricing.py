"""SaaS pricing: present value of 36 months of contribution per pricing model."""
import numpy as np

from draws import Draws, perfect_information, regression_evppi, summary, survey_evsi

d = Draws('saas-pricing', count=400_000)
rate, months = 0.008, 36
churn, expansion, sales = d('churn'), d('expansion'), d('sales_accounts')
signups, conversion = d('free_signups'), d('conversion')
value, first_year, end = {}, {}, {}
for o in d.options:
    bill = d('seats') * d('seat_price') * d('price_effect', o)
    accounts = d('start_accounts') * (1 - d('switch_loss', o))
    selfserve = np.zeros(d.count)
    free = np.zeros(d.count)
    plan, wins = d('free_plan', o), sales * d('win_effect', o)
    stay = d('churn_effect', o)
    margin = d('margin') + d('margin_effect', o)
    total = np.zeros(d.count)
    year = np.zeros(d.count)
    for t in range(months):
        revenue = (accounts + selfserve * d('selfserve_share')) * bill
        contribution = revenue * margin - wins * d('cac') - free * d('free_cost')
        total += contribution / (1 + rate) ** t
        if t < 12:
            year += contribution
        end[o] = accounts + selfserve
        bill = bill * (1 + expansion + d('expansion_effect', o))
        accounts = accounts * (1 - churn * stay) + wins
        selfserve = selfserve * (1 - churn * stay) + plan * signups * conversion
        free = free * (1 - d('free_churn')) + plan * signups
    cost = d('change_cost', o)
    value[o], first_year[o] = total - cost, year - cost
feasible = [o for o, v in first_year.items() if (v > 3.4e6).mean() >= 0.9]
columns = [value[o] for o in feasible]
summary(
    d,
    value,
    constraint={o: float((v > 3.4e6).mean()) for o, v in first_year.items()},
    firstYear={o: float(v.mean()) for o, v in first_year.items()},
    accountsAtEnd={o: float(v.mean()) for o, v in end.items()},
    evpiOfFeasible=perfect_information(columns),
    evsi={
        'churn': survey_evsi(d('churn'), 600, columns),
        'conversion': survey_evsi(d('conversion'), 400, columns),
    },
    evppi={n: regression_evppi(d(n), columns) for n in ('churn', 'conversion', 'free_signups')},
)
