import { figureTable, reportOf, type Machine, type Measured } from './report.js';

const machine: Machine = { cpus: 2, cpuModel: 'x', memoryMiB: 1, platform: 'linux', node: '20.20.2', loadAverage: 0.5 };
const measured: Measured[] = [
  {
    figure: { name: 'panelProxyRatio', unit: 'ratio' },
    measurement: {
      ...{ value: 0.41, min: 0.4, max: 0.5, detail: { connections: 16 } },
      limit: { value: 2431, unit: 'requests/s' },
    },
  },
  {
    figure: { name: 'bundleSize', unit: 'KiB' },
    measurement: { value: 12, min: 12, max: 12, limit: null, detail: {} },
  },
];

describe('a report', () => {
  it('has each figure under its name, with its limit as a plain number or null', () => {
    expect(reportOf(machine, '2026-01-01T00:00:00Z', measured)).toEqual({
      machine,
      startedAt: '2026-01-01T00:00:00Z',
      figures: {
        panelProxyRatio: {
          ...{ value: 0.41, min: 0.4, max: 0.5, limit: 2431, limitUnit: 'requests/s', unit: 'ratio' },
          detail: { connections: 16 },
        },
        bundleSize: { value: 12, min: 12, max: 12, limit: null, limitUnit: null, unit: 'KiB', detail: {} },
      },
    });
  });

  it('shows a ratio beside its limit', () => {
    const [, ratio, size] = figureTable(measured);
    expect(ratio).toMatch(/^panelProxyRatio +0\.41 +0\.4 +0\.5 +ratio +2431 requests\/s$/);
    expect(size).toMatch(/^bundleSize +12 +12 +12 +KiB +-$/);
  });
});
