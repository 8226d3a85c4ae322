// Sends one record. Run: node examples/tutorial/client.mjs [port]
import { Struct } from 'structwire';
import { connect } from 'structwire/net';

const codec = new Struct('I 2s f');
const connection = await connect({ port: Number(process.argv[2] ?? 10000), codec });
const values = [1, 'ab', 2.7];
console.log('sending', Buffer.from(codec.pack(...values)).toString('hex'), 'values =', values);
await connection.send(values);
console.log('closing socket');
await connection.close();
