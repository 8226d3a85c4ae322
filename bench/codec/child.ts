// One process of the benchmark: `child.js <scenario> <workload>`. Prints its tables as JSON.
import { alone, among, firstCall, type SubjectName, tuplesAlone, withPeers } from './scenario.ts';

const SCENARIOS = { alone, among, peers: withPeers, 'first-call': firstCall, tuples: tuplesAlone };

const [scenario, subject] = process.argv.slice(2) as [keyof typeof SCENARIOS, SubjectName]; // as `run.ts` starts it
process.stdout.write(JSON.stringify(await SCENARIOS[scenario](subject)));
