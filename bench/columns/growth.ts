import { least, timed } from './measure.ts';
import { columnCodec, makeRecords, type Workload } from './workloads.ts';

/** Numbers of records that growth is measured with. */
export const GROWTH = [1e3, 1e4, 1e5, 1e6, 1e7] as const;

const RECORDS_EACH = 2e7;

/** Nanoseconds per record, into reused arrays, by the number of records in one call. */
export function measureGrowth(workload: Workload): ReadonlyMap<number, number> {
  const codec = columnCodec(workload, '<');
  const bytes = makeRecords(workload, GROWTH.at(-1) ?? 0);
  const all = codec.decode(bytes, { into: codec.allocate(GROWTH.at(-1) ?? 0) });
  const results = new Map<number, number>();
  for (const count of GROWTH) {
    const part = bytes.subarray(0, count * workload.size);
    const into = codec.decode(part, { into: all });
    const samples: number[] = [];
    for (let done = 0; done < Math.max(RECORDS_EACH, 4 * count); done += count) {
      samples.push(timed(() => codec.decode(part, { into })) / count);
    }
    results.set(count, least(samples));
  }
  return results;
}
