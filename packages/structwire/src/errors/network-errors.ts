import type { ErrorKind } from './error-kind.ts';

export const addressInUse: ErrorKind<'address-in-use', { address: string }> = {
  code: 'address-in-use',
  message: ({ address }) => `cannot listen on ${address}: the address is in use by another process`,
};

export const connectionRefused: ErrorKind<'connection-refused', { address: string }> = {
  code: 'connection-refused',
  message: ({ address }) => `cannot connect to ${address}: connection refused, nothing listens there`,
};

export const recordCutOff: ErrorKind<'record-cut-off', { have: number; need: number }> = {
  code: 'record-cut-off',
  message: ({ have, need }) => `the connection ended inside a record: ${have} of ${need} bytes had arrived`,
};
