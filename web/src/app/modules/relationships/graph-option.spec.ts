import { RelatedPerson } from '../../api/models/related-person';
import { graphOption, graphTable } from './graph-option';
import { tiesText } from './words';

function person(id: string, kinds: [string, string | null][], more: Partial<RelatedPerson> = {}): RelatedPerson {
  const ties = kinds.map(([kind, account]) => ({ kind, account, since: null }));
  return { customer_id: id, name: `Name ${id}`, kind: 'person', segment: null, rm_name: null, trv: 0, in_household: false, ties, ...more };
}

interface Graph { data: { id: string; x: number; y: number }[]; links: { source: string; target: string; lineStyle: { type: string } }[] }

function graph(people: RelatedPerson[]): Graph {
  return (graphOption(people)['series'] as Graph[])[0]!;
}

describe('the graph of relationships', () => {
  const spouse = person('1', [['spouse', null], ['joint_holder', 'XX4471']], { in_household: true });
  const guarantor = person('2', [['guarantor', 'XX0001']]);

  it('puts the customer in the middle and everybody else around, each once', () => {
    const { data, links } = graph([spouse, guarantor]);
    expect(data.map(node => node.id)).toEqual(['This customer', '1', '2']);
    expect(new Set(data.map(node => `${Math.round(node.x)},${Math.round(node.y)}`)).size).toBe(3);
    expect(links.map(link => link.target)).toEqual(['1', '2']);
  });

  it('dashes a tie that is only an account', () => {
    expect(graph([spouse, guarantor]).links.map(link => link.lineStyle.type)).toEqual(['solid', 'dashed']);
  });

  it('says the same in its table', () => {
    expect(graphTable([spouse]).rows).toEqual([['Name 1', 'Spouse; Joint holder XX4471']]);
  });

  it('names a tie over several accounts once, and a household without a tie', () => {
    expect(tiesText(person('3', [['nominee', 'XX1'], ['nominee', 'XX2']]))).toBe('Nominee XX1, XX2');
    expect(tiesText(person('4', [], { in_household: true }))).toBe('Same household');
  });
});
