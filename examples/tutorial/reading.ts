import { bytes, f32, record, u32 } from 'structwire';

/** A reading of the tutorial's sensor, packed: 10 bytes. */
export const Reading = record({ id: u32, tag: bytes(2), value: f32 });
