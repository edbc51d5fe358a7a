import { renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { Figure, Measurement } from './figure.js';
import { table } from './table.js';

export interface Measured {
  readonly figure: Pick<Figure, 'name' | 'unit'>;
  readonly measurement: Measurement;
}

export interface Machine {
  readonly cpus: number;
  readonly cpuModel: string;
  readonly memoryMiB: number;
  readonly platform: string;
  readonly node: string;
  /** Over the minute before the start: how busy others kept it. */
  readonly loadAverage: number;
}

/** What `--json` writes. */
export interface Report {
  readonly machine: Machine;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly figures: Readonly<Record<string, ReportedFigure>>;
}

export interface ReportedFigure {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What the limit reached, in `limitUnit`; both null for a figure that is no ratio. */
  readonly limit: number | null;
  readonly limitUnit: string | null;
  readonly unit: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpus: cpus.length,
    cpuModel: cpus[0]?.model ?? 'unknown',
    memoryMiB: Math.round(os.totalmem() / 2 ** 20),
    platform: `${os.platform()} ${os.arch()} ${os.release()}`,
    node: process.versions.node,
    loadAverage: os.loadavg()[0]!,
  };
}

export function reportOf(machine: Machine, startedAt: string, measured: readonly Measured[]): Report {
  const figures = measured.map(({ figure: { name, unit }, measurement: { value, min, max, limit, detail } }) => {
    const figure: ReportedFigure = {
      ...{ value, min, max },
      limit: limit?.value ?? null,
      limitUnit: limit?.unit ?? null,
      ...{ unit, detail },
    };
    return [name, figure] as const;
  });
  return { machine, startedAt, figures: Object.fromEntries(figures) };
}

export function figureTable(measured: readonly Measured[]): string[] {
  return table([
    ['figure', 'value', 'min', 'max', 'unit', 'the limit reached'],
    ...measured.map(({ figure: { name, unit }, measurement: { value, min, max, limit } }) => [
      name,
      ...[value, min, max].map(String),
      unit,
      limit === null ? '-' : `${limit.value} ${limit.unit}`,
    ]),
  ]);
}

/** Whole or not at all: half a report, after a kill, would pass for one. @throws the file system's error. */
export function writeReport(file: string, report: Report): void {
  const draft = `${file}.${process.pid}.new`;
  try {
    writeFileSync(draft, `${JSON.stringify(report, null, 2)}\n`);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
