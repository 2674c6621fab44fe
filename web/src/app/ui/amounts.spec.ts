import { amount, change, exact, inUnit, percentChange, shortText, unitFor, unitName } from './amounts';
import { Conventions, INDIAN } from './settings';

const WESTERN: Conventions = { ...INDIAN, currency: 'USD', grouping: 'thousands', short_units: 'thousand_million' };
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('amounts', () => {
  it('writes the exact value in Indian grouping with a no-break space', () => {
    expect(exact(123456780, INDIAN)).toBe('₹\u00a012,34,567.80');
  });

  it('writes a true minus and keeps the minor digits', () => {
    expect(amount(-5, INDIAN)).toBe('−0.05');
  });

  it('groups in thousands for banks that write so', () => {
    expect(plain(exact(123456700, WESTERN))).toBe('$ 1,234,567.00');
  });

  it('leaves decimals away where the currency has none', () => {
    expect(amount(1234567, { ...WESTERN, currency: 'JPY' })).toBe('1,234,567');
  });

  it('shortens to lakh and crore, or thousand and million', () => {
    expect(plain(shortText(42_000_000_00, INDIAN))).toBe('₹ 4.20 Cr');
    expect(plain(shortText(22_98_000_00, INDIAN))).toBe('₹ 22.98 L');
    expect(plain(shortText(4_200_000_00, WESTERN))).toBe('$ 4.20 M');
  });

  it('keeps amounts below the first step exact', () => {
    expect(plain(shortText(99_999_50, INDIAN))).toBe('₹ 99,999.50');
  });

  it('puts one unit on a column by its largest value', () => {
    const unit = unitFor([5_00_000_00, -2_00_00_000_00], INDIAN);
    expect(plain(unitName(unit, INDIAN))).toBe('₹ Cr');
    expect(inUnit(5_00_000_00, unit, INDIAN)).toBe('0.05');
  });

  it('shows a change with sign, arrow and tone together', () => {
    expect(change(1_37_00_000_00, INDIAN, { name: 'Cr', size: 1e7 })).toEqual({ arrow: '↑', text: '+1.37', tone: 'gain' });
    expect(change(-42_00_000_00, INDIAN, { name: 'Cr', size: 1e7 })).toEqual({ arrow: '↓', text: '−0.42', tone: 'loss' });
  });

  it('shows no arrow where nothing changed or the change rounds to nothing', () => {
    expect(change(0, INDIAN).arrow).toBe('');
    expect(change(100, INDIAN, { name: 'Cr', size: 1e7 })).toEqual({ arrow: '', text: '0.00', tone: 'flat' });
  });

  it('has no percentage where there was nothing before', () => {
    expect(percentChange(100, 0)).toBeNull();
    expect(percentChange(192, 10000)?.text).toBe('+1.92\u00a0%');
  });
});
