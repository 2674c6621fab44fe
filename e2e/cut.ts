import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to the product that can be cut and mended, as when the server restarts: it hands every byte on unread. */
export async function cuttable(url: string): Promise<{ url: string; cut: () => Promise<void>; mend: () => Promise<void> }> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => { open.delete(one); other.destroy(); });
    }
  });
  const listen = async (at: number) => { await new Promise<void>((done) => server.listen(at, 'localhost', done)); };
  await listen(0);
  const own = (server.address() as AddressInfo).port;
  return {
    url: `https://localhost:${own}`,
    cut: () => new Promise((done) => { server.close(() => done()); for (const socket of open) socket.destroy(); }),
    mend: () => listen(own),
  };
}
