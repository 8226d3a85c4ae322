/**
 * An empty plain object that is going to have `width` properties.
 *
 * V8 gives `{}` room for four properties and turns it into a hash table at the seventeenth that is added by a computed
 * name; what a constructor makes has room for as many as the constructor sets.
 */
export function newRecord(width: number): Record<string, unknown> {
  if (width <= FEW) return {};
  if (kept.length === 0) kept.push(new RoomyRecord(true));
  return new RoomyRecord(false);
}

const FEW = 12;

/** Kept, because V8 takes back the room that no living object has used. */
const kept: object[] = [];

/** Makes objects that nobody can tell from `{}`. */
const RoomyRecord = makeRoom as unknown as new (isFull: boolean) => Record<string, unknown>; // as `new` calls it
RoomyRecord.prototype = Object.prototype;

function makeRoom(this: Record<string, number>, isFull: boolean): void {
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
}
