export { CDeclarations, type CLocation, type CNote, type CType } from './c-declarations.ts';
export type { CMember } from './c-member.ts';
export { type ParseCOptions, parseC } from './parse-c.ts';
export type { HeaderText, IncludeHeader } from './preprocess/includes.ts';
export type { CharArrays } from './to-layout.ts';
export { checkProbe, type ProbeDifference } from './verify/check-probe.ts';
export { type Probe, type ProbeOptions, type ProbeQuestion, probeSource } from './verify/probe.ts';
