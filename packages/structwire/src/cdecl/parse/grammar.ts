import { cSyntax } from '../../errors/c-errors.ts';
import { failureOn } from '../text/failure-at.ts';
import { describeToken } from '../text/token.ts';
import type { DataType } from '../types/data-type.ts';
import { readAttributes } from './attributes.ts';
import type { Context, Grammar } from './context.ts';
import { readDeclarator } from './declarator.ts';
import { readEnumeration } from './enumeration.ts';
import { readConstant, readOperandType } from './operand.ts';
import { readRecord } from './record.ts';
import { readSpecifiers, startsType } from './specifiers.ts';

/** The rules, put together. */
export const GRAMMAR: Grammar = {
  attributes: readAttributes,
  specifiers: (context) => context.nest(() => readSpecifiers(context)),
  declarator: readDeclarator,
  typeName: readTypeName,
  constant: readConstant,
  operandType: readOperandType,
  record: readRecord,
  enumeration: readEnumeration,
  startsType,
};

function readTypeName(context: Context): DataType {
  const { type } = context.grammar.specifiers(context);
  const token = context.peek();
  if (type === null) throw failureOn(cSyntax, token, { expected: 'a type', found: describeToken(token) });
  return context.grammar.declarator(context, type).type;
}
