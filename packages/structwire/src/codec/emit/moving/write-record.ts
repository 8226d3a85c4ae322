import type { Layout, RecordField, RecordLayout } from '../../../layout/layout.ts';
import { rankChecksums } from '../../interpret/checksum-order.ts';
import type { Place } from '../place.ts';
import { emitField, emitGaps } from '../record-emit.ts';
import { literal } from '../source.ts';
import type { MovingWriter } from './moving-writer.ts';
import { EmitScope } from './scope.ts';
import { emitStretches } from './stretches.ts';

/** Emits the checks and stores of a record. */
export function writeRecord(layout: RecordLayout, value: string, place: Place, writer: MovingWriter): void {
  const { fields } = layout;
  const x = writer.source.local(value);
  writer.refuseIf(`typeof ${x} !== 'object' || ${x} === null`);
  const scope = new EmitScope(layout, writer.scope, place, writer.block);
  scope.object = x;
  scope.pendingBefore = new Set(writer.pending);
  writer.scope = scope;
  emitStretches(layout, scope, writer, {
    begin: (stretch, byteLength) => {
      if (layout.size === null) writer.reserve(byteLength);
      const inStretch = fields.filter((field) => field.stretch === stretch && field.layout.size !== null);
      emitGaps(inStretch, byteLength, writer.at, writer);
    },
    field: (field, index, at) => writeField(field, index, at, writer),
  });
  fillChecksums(scope);
  writer.scope = scope.outer;
}

/** One that covers another comes after it. */
function fillChecksums({ checksums }: EmitScope): void {
  rankChecksums(checksums.map(({ covered }) => covered));
  for (const { fill } of [...checksums].sort((a, b) => a.covered.rank - b.covered.rank)) fill();
}

function writeField({ name, layout, ...field }: RecordField, index: number, at: Place, writer: MovingWriter): void {
  const given =
    layout.kind === 'derived'
      ? 'undefined' // whatever the caller has there
      : name === null
        ? field.default === undefined
          ? 'undefined'
          : literal(field.default)
        : givenValue(index, writer.scope!, writer); // it is of the record that is written
  if (layout.kind === 'padding' && name === null) {
    writer.at = at.plus(layout.size); // a gap
    return;
  }
  if (name !== null && takesNothing(layout)) writer.refuseIf(`${given} === undefined`);
  writer.encode(layout, given, at);
  if (layout.size !== null) writer.at = at.plus(layout.size);
}

/** A field of the value that is written, or what is written in its place: a variable. */
export function givenValue(index: number, scope: EmitScope, { source, block }: MovingWriter): string {
  const known = scope.values[index];
  if (known !== undefined) return known;
  const { name, layout, ...field } = scope.record.fields[index]!; // the record has it
  const own = emitField(scope.object, name ?? '', source);
  const fallback = layout.kind === 'constant' && layout.base.kind !== 'bytes' ? layout.value : field.default;
  const given = fallback === undefined ? own : source.local(`${own} === undefined ? ${literal(fallback)} : ${own}`);
  if (block === scope.block) scope.values[index] = given; // elsewhere the variable would not outlive its block
  return given;
}

/** Kinds whose code might take `undefined`, which no record does for them. */
function takesNothing(layout: Layout): boolean {
  return layout.kind === 'transform' || layout.kind === 'ref' || layout.kind === 'sized';
}
