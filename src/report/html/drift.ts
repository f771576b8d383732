import type { ReportCluster } from '../report.js';

/** What `drift` tells, as far as the page shows it; plain data without secrets. */
export interface DriftReport {
  readonly clusters: readonly ReportCluster[];
  readonly settings: readonly DriftSetting[];
  readonly files: readonly DriftFile[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly summary: { readonly settings: number; readonly files: number; readonly compared: number };
  readonly against?: {
    readonly with: string;
    readonly alone: readonly { readonly node: string; readonly path: string; readonly where: 'here' | 'there' }[];
  };
  readonly since?: {
    readonly file: string;
    readonly new: number;
    readonly gone: readonly { readonly cluster: string | null; readonly address: string; readonly file: string }[];
  };
}

export interface DriftFile {
  readonly cluster: string;
  readonly file: string;
  readonly missingOn: readonly string[];
  readonly state?: 'new' | 'known';
  readonly self?: string;
}

export interface DriftSetting {
  readonly cluster: string;
  readonly address: string;
  readonly file: string;
  readonly rule: 'must-equal' | 'must-differ' | 'may-differ';
  readonly values: readonly {
    readonly node: string;
    readonly value: string | null;
    readonly file: string;
    readonly line: number | null;
  }[];
  readonly odd: readonly string[];
  readonly said?: string;
  readonly state?: 'new' | 'known';
  /** Where a node is compared with itself elsewhere. */
  readonly self?: { readonly node: string; readonly change: 'changed' | 'added' | 'removed' };
}
