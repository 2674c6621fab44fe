import { BarChart, GraphChart, LineChart, ScatterChart } from 'echarts/charts';
import { AxisPointerComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { graphic, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// What our charts are made of, and no more: each part costs the page that shows the first of them.
use([
  BarChart, GraphChart, LineChart, ScatterChart, AxisPointerComponent, DataZoomComponent, GridComponent, LegendComponent,
  MarkLineComponent, CanvasRenderer,
]);

const { Group, Text } = graphic;
export { Group, Text, init };

/**
 * Draws, in as many tasks as `turn` gives, a few points that nobody sees. The engine's first drawing takes twice as long
 * as any other, as the browser only then compiles it: so it does not come upon the page's first plot.
 */
export async function warm(turn: () => Promise<void>): Promise<void> {
  const plot = init(document.createElement('div'), null, { renderer: 'canvas', width: 60, height: 40 });
  plot.setOption({ animation: false, grid: { outerBoundsMode: 'none' }, xAxis: { type: 'category', data: ['a', 'b'] }, yAxis: { type: 'value' } });
  for (const type of ['line', 'bar'] as const) {
    await turn();
    plot.setOption({ series: [{ type, data: [1, 2] }] });
  }
  plot.dispose();
}
