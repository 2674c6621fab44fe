const checkEveryMs = 500;

/** The API servers in turn. One that refuses, or that answers /healthz with an error, is passed over. */
export class Upstreams {
  private readonly origins: string[];
  private readonly out = new Set<string>();
  private turn = 0;

  /** `text`: addresses with commas between. */
  constructor(text: string) {
    this.origins = text.split(',').map((address) => new URL(address.trim()).origin);
  }

  /** The next to ask, another than `tried` where there is one; with all of them out any is tried. */
  next(tried?: string): string {
    const others = this.origins.filter((origin) => origin !== tried);
    const well = others.filter((origin) => !this.out.has(origin));
    const some = [well, others, this.origins].find((list) => list.length > 0) ?? [];
    this.turn = (this.turn + 1) % this.origins.length;
    return some[this.turn % some.length] ?? '';
  }

  /** Asks each again and again whether it wants requests; the answer ends that. Nothing to do for one alone. */
  watch(): () => void {
    if (this.origins.length < 2) return () => undefined;
    const timer = setInterval(() => { for (const origin of this.origins) void this.check(origin); }, checkEveryMs);
    return () => { clearInterval(timer); };
  }

  private async check(origin: string): Promise<void> {
    try {
      const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(4 * checkEveryMs) });
      await answer.arrayBuffer();
      if (answer.ok) this.out.delete(origin);
      else this.out.add(origin);
    } catch (error) {
      if ((error as Error).name !== 'TimeoutError') this.out.add(origin); // a busy server is no dead one
    }
  }
}
