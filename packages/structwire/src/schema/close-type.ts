import { ALONE, type ClosedType, type TypeDefinition } from './type.ts';

/** What a codec is made of: a type with those in it that are made later, which are made now. */
export function closed(definition: TypeDefinition): ClosedType {
  for (const { close } of definition.lazies) return close(definition);
  const { kinds, transforms } = definition;
  return { layout: definition.layoutIn(ALONE), kinds, transforms };
}
