import type { Candidate } from '../../workload.ts';
import type { ShapedWorkload } from '../shaped-workload.ts';

/** A value of any of the workloads. */
export type Fields = Record<string, unknown>;

/** Makes a peer's codec of the shape of a workload; `null` when it cannot express it. */
export type MakeShapedPeer = (workload: ShapedWorkload<Fields>) => Candidate<Fields> | null;
