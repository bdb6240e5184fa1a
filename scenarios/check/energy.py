"""Energy: present cost, emissions, and the score with weights 50, 25, 25."""
import numpy as np

from draws import Draws, summary

d = Draws('energy')
cost, carbon, invested, score = {}, {}, {}, {}
for o in d.options:
    pump, insulated, solar = d('pump', o), d('insulated', o), d('solar', o)
    need = d('heat') * (1 - insulated * d('insulation_saving'))
    gas = (1 - pump) * need / d('boiler_efficiency')
    power, sun = pump * need / d('spf'), solar * d('solar_yield')
    gas_price, power_price, grid = d('gas_price'), d('power_price'), d('power_carbon')
    present, emitted = np.zeros(d.count), np.zeros(d.count)
    for t in range(20):
        bill = gas * gas_price + (power - sun * d('own_use')) * power_price
        bill = bill - sun * (1 - d('own_use')) * d('feed_in')
        present += bill / 1.03**t
        emitted += gas * d('gas_carbon') + (power - sun * d('own_use')) * grid
        gas_price = gas_price * (1 + d('gas_rise'))
        power_price = power_price * (1 + d('power_rise'))
        grid = grid * (1 - d('carbon_fall'))
    heater = np.where(pump > 0, (d('pump_cost') + d('radiators')) * (1 - d('subsidy')), d('boiler_cost'))
    invested[o] = heater + insulated * d('insulation_cost') + solar * d('solar_price')
    cost[o] = present + invested[o]
    carbon[o] = emitted / 1000
    cheap = (120e3 - cost[o]) / 100e3
    clean = (120 - carbon[o]) / 120
    ready = (80e3 - invested[o]) / 80e3
    score[o] = 50 * cheap + 25 * clean + 25 * ready
summary(
    d,
    score,
    cost={o: float(v.mean()) for o, v in cost.items()},
    invested={o: float(v.mean()) for o, v in invested.items()},
    carbon={o: float(v.mean()) for o, v in carbon.items()},
)
