// Login records of Linux, utmp(5): `struct utmp` of glibc on x86-64, 384 bytes, one after the other in /var/run/utmp and
// /var/log/wtmp. It is a C struct: its fields are aligned.
import { alignedRecord, bytes, enumeration, i16, i32, padding, text } from 'structwire';

export const Utmp = alignedRecord(
  {
    type: enumeration(i16, {
      empty: 0,
      runLevel: 1,
      bootTime: 2,
      newTime: 3,
      oldTime: 4,
      initProcess: 5,
      loginProcess: 6,
      userProcess: 7,
      deadProcess: 8,
      accounting: 9,
    }),
    pid: i32,
    line: text(32),
    id: text(4),
    user: text(32),
    host: text(256),
    exit: alignedRecord({ termination: i16, exit: i16 }),
    session: i32,
    time: alignedRecord({ seconds: i32, microseconds: i32 }),
    address: bytes(16), // IPv4 in the first four bytes
    unused: padding(20),
  },
  { name: 'utmp' },
);
