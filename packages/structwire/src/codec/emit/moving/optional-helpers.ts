// What the code of optional values calls.

export { isSet } from '../../interpret/optional-node.ts';
