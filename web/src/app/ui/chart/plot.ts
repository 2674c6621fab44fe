import { EndLabel, apart } from './option';
import type * as engine from './engine';

export type Plot = ReturnType<typeof engine.init>;
/** A group of our own beside what the engine draws: labels in its option would have it lay the whole plot out twice. */
export interface Labels { group: InstanceType<typeof engine.Group>; Text: typeof engine.Text }
const GAP = 15;

interface GridBox { x: number; y: number; width: number; height: number }

/** The box of the first grid in pixels. */
export function gridBox(plot: Plot): GridBox {
  const model = (plot as unknown as { getModel(): { getComponent(kind: string): { coordinateSystem: { getRect(): GridBox } } | null } }).getModel();
  return model.getComponent('grid')?.coordinateSystem.getRect() ?? { x: 0, y: 0, width: plot.getWidth(), height: plot.getHeight() };
}

/** Labels at the right end, moved apart, drawn beside what the option draws: a downloaded picture has them too. */
export function drawEnds(plot: Plot, { group, Text }: Labels, ends: readonly EndLabel[], token: (name: string) => string): void {
  group.removeAll();
  if (!ends.length) return;
  const box = gridBox(plot);
  const wanted = ends.map(end => Number(plot.convertToPixel({ yAxisIndex: 0 }, end.value)));
  const placed = apart(wanted, GAP, box.y + 4, box.y + box.height - 4);
  ends.forEach((end, index) => group.add(new Text({
    silent: true, x: box.x + box.width + 6, y: placed[index],
    style: {
      text: end.figure ? `${end.name}  {f|${end.figure}}` : end.name, verticalAlign: 'middle',
      fill: token(end.colour ?? '--text-2'), font: `11px ${token('--font')}`,
      rich: { f: { fill: token('--text'), fontWeight: 600, fontSize: 11, fontFamily: token('--font') } },
    },
  })));
}

/** The plot with its title above it, as a PNG data URL. */
export function picture(plot: Plot, title: string, unit: string, token: (name: string) => string): string {
  const ratio = 2;
  const source = plot.renderToCanvas({ pixelRatio: ratio, backgroundColor: token('--surface') });
  const canvas = document.createElement('canvas');
  canvas.width = source.width;
  canvas.height = source.height + 32 * ratio;
  const pen = canvas.getContext('2d');
  if (!pen) return '';
  pen.fillStyle = token('--surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = token('--text');
  pen.font = `600 ${13 * ratio}px ${token('--font')}`;
  pen.fillText(title, 8 * ratio, 21 * ratio);
  const at = pen.measureText(title).width + 16 * ratio;
  pen.font = `${12 * ratio}px ${token('--font')}`;
  pen.fillStyle = token('--text-3');
  pen.fillText(unit, at, 21 * ratio);
  pen.drawImage(source, 0, 32 * ratio);
  return canvas.toDataURL('image/png');
}

/** Hands a file to the browser's download. */
export function download(name: string, href: string): void {
  const link = document.createElement('a');
  link.download = name;
  link.href = href;
  link.click();
}
