import { RelatedPerson } from '../../api/models/related-person';
import { ChartOption, ChartTable } from '../../ui/chart/chart';
import { tieWord, tiesText } from './words';

const CENTRE = $localize`This customer`;
const RADIUS = 100;
const SIZE = 14;

interface Node { id: string; name: string; x: number; y: number; symbol: string; symbolSize: number; itemStyle: object; label: object }

/** The customer in the middle, the others around: family solid, accounts dashed; people are rings, organisations squares. */
export function graphOption(people: readonly RelatedPerson[]): ChartOption {
  const around = people.map((person, place) => node(person, (2 * Math.PI * place) / people.length - Math.PI / 2));
  const links = people.map(person => ({
    source: CENTRE, target: person.customer_id,
    lineStyle: { color: '--line-strong', width: 1, type: person.ties.some(tie => tie.account) && !person.in_household ? 'dashed' as const : 'solid' as const, curveness: 0 },
  }));
  const centre: Node = { id: CENTRE, name: CENTRE, x: 0, y: 0, symbol: 'circle', symbolSize: SIZE + 4, itemStyle: { color: '--accent' }, label: { position: 'bottom' } };
  return {
    series: [{
      type: 'graph', layout: 'none', preserveAspect: 'contain', roam: false, animation: false, silent: true, left: 96, right: 96, top: 48, bottom: 48,
      data: [centre, ...around], links, edgeSymbol: ['none', 'none'],
      label: { show: true, color: '--text', fontSize: 12 },
    }],
  };
}

function node(person: RelatedPerson, angle: number): Node {
  return {
    id: person.customer_id, name: person.name, x: RADIUS * 1.6 * Math.cos(angle), y: RADIUS * Math.sin(angle),
    symbol: person.kind === 'organisation' ? 'rect' : 'circle', symbolSize: SIZE,
    itemStyle: { color: '--surface', borderColor: '--chart-in', borderWidth: 2 },
    label: { position: Math.sin(angle) < -0.01 ? 'top' : 'bottom', formatter: `{name|${person.name}}\n{tie|${words(person)}}`, rich: { name: { color: '--text', fontSize: 12, lineHeight: 16 }, tie: { color: '--text-3', fontSize: 11, lineHeight: 14 } } },
  };
}

function words(person: RelatedPerson): string {
  const kinds = [...new Set(person.ties.map(tie => tieWord(tie.kind)))];
  return (kinds.length ? kinds.slice(0, 2).join(', ') : $localize`:tie between people|:Household`).toLowerCase();
}

/** The same in rows, for screen readers and for the file. */
export function graphTable(people: readonly RelatedPerson[]): ChartTable {
  return { head: [$localize`Name`, $localize`How they are tied`], rows: people.map(person => [person.name, tiesText(person)]) };
}
