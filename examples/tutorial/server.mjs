// Receives records. Run: node examples/tutorial/server.mjs [port]
import { Struct } from 'structwire';
import { listen } from 'structwire/net';

const codec = new Struct('I 2s f');
const server = await listen({ port: Number(process.argv[2] ?? 10000), codec }, async (connection) => {
  for await (const [id, tag, value] of connection) {
    console.log('unpacked:', id, new TextDecoder().decode(tag), value);
  }
  console.log('waiting for a connection');
});
console.log('listening on', server.address);
