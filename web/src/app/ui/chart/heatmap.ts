import { HeatmapChart } from 'echarts/charts';
import { VisualMapPiecewiseComponent } from 'echarts/components';
import { use } from 'echarts/core';

// Beside the engine, for the one page that has a heat map: it comes with that page's first one.
use([HeatmapChart, VisualMapPiecewiseComponent]);
