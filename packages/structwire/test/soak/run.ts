import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

// npm run soak -- [--seconds 30 | --records N] [--seed N]: good clients and hostile peers on every transport. Exits with 1 when a
// record was lost, doubled or invented, a client failed, or memory or descriptors have grown.

const MOST_GROWTH = 8_000_000;

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, records: { type: 'string' }, seed: { type: 'string' } },
});
const { seconds, records: most, seed = String(Date.now() % 2 ** 31) } = values;
const amount = most === undefined ? `--seconds ${seconds}` : `--records ${most}`;
console.log(`seed ${seed}: npm run soak -- ${amount} --seed ${seed}`);
const until = performance.now() + Number(seconds) * 1_000;
const { rows, failures, hostiles, descriptors, memory } = await soak({
  seed: Number(seed),
  goesOn: (records) => (most === undefined ? performance.now() < until : records < Number(most)),
});

console.log(
  '\n| transport | framing | records | clients | sent and wanted back | lost | doubled | invented | hostile | errors |',
);
console.log('|---|---|---|---:|---:|---:|---:|---:|---:|---:|');
for (const { line, clients, sent, lost, duplicated, invented, hostiles: peers, errors } of rows) {
  const how = line.agree === true ? `${line.frame}, agreed` : line.frame;
  const size = line.isFixed ? 'fixed' : 'variable';
  console.log(
    `| ${line.transport} | ${how} | ${size} | ${clients} | ${sent} | ${lost} | ${duplicated} | ${invented} | ${peers} | ${errors} |`,
  );
}
const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
console.log(
  `\nhostile peers: ${Object.entries(hostiles)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')}`,
);
console.log(`descriptors: ${descriptors.before} before, ${descriptors.after} after`);
if (memory !== undefined)
  console.log(`memory: ${megabytes(memory.before)} MB before, ${megabytes(memory.after)} MB after`);

const problems = [...failures];
for (const { line, lost, duplicated, invented } of rows) {
  if (lost + duplicated + invented > 0)
    problems.push(`${line.transport} ${line.frame}: ${lost} lost, ${duplicated} doubled, ${invented} invented`);
}
if (descriptors.after > descriptors.before) problems.push('descriptors were not given back');
if (memory !== undefined && memory.after - memory.before > MOST_GROWTH) problems.push('memory has grown');
for (const problem of problems) console.log(`PROBLEM ${problem}`);
console.log(problems.length === 0 ? 'all is well' : `${problems.length} problems, seed ${seed}`);
process.exitCode = problems.length === 0 ? 0 : 1;
