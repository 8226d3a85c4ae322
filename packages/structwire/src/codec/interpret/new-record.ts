import { setField } from './fields.ts';

/** Makes empty plain objects; it is called with `false`. */
export type Room = new (isFull: boolean) => Record<string, unknown>;

/**
 * A constructor of objects that are going to have these properties: nobody can tell them from `{}`.
 *
 * V8 gives `{}` room for four properties and turns it into a hash table at the seventeenth that is added by a computed
 * name; what a constructor makes has room for as many as the constructor sets. Once it has made some, V8 takes back the
 * room that none of them used. These have had text and numbers in all properties, so V8 keeps what is stored as it comes
 * instead of copying each number to a place of its own.
 */
export function roomFor(names: readonly string[]): Room {
  const Room = function makeRoom(this: Record<string, number>, isFull: boolean): void {
    if (!isFull) return;
    this['a'] = this['b'] = this['c'] = this['d'] = this['e'] = this['f'] = 0;
    this['g'] = this['h'] = this['i'] = this['j'] = this['k'] = this['l'] = 0;
    this['m'] = this['n'] = this['o'] = this['p'] = this['q'] = this['r'] = 0;
    this['s'] = this['t'] = this['u'] = this['v'] = this['w'] = this['x'] = 0;
    this['y'] = this['z'] = this['A'] = this['B'] = this['C'] = this['D'] = 0;
    this['E'] = this['F'] = this['G'] = this['H'] = this['I'] = this['J'] = 0;
    this['K'] = this['L'] = this['M'] = this['N'] = this['O'] = this['P'] = 0;
    this['Q'] = this['R'] = this['S'] = this['T'] = this['U'] = this['V'] = 0;
    this['W'] = this['X'] = this['Y'] = this['Z'] = 0;
  } as unknown as Room; // as `new` calls it
  Room.prototype = Object.prototype;
  for (let i = 0; i < SOME; i++) {
    const record = new Room(false);
    for (const name of names) setField(record, name, i === 0 ? '' : 0);
  }
  return Room;
}

/** V8 decides about the room after so many. */
const SOME = 8;
