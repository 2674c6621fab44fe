import { INDIAN, Settings, asChosen } from './settings';

describe('how money and dates are written', () => {
  beforeEach(() => localStorage.removeItem('c360.format'));

  it('is as the bank writes it until the reader chooses', () => {
    expect(asChosen(INDIAN, {})).toEqual(INDIAN);
  });

  it('brings the grouping along with the short units', () => {
    expect(asChosen(INDIAN, { numbers: 'thousand_million' })).toMatchObject({ grouping: 'thousands', short_units: 'thousand_million' });
    expect(asChosen({ ...INDIAN, grouping: 'thousands' }, { numbers: 'lakh_crore' })).toMatchObject({ grouping: 'indian' });
  });

  it('is kept in the browser, one choice without the other', () => {
    new Settings().choose({ dates: 'dd/MM/yyyy' });
    new Settings().choose({ numbers: 'thousand_million' });
    expect(new Settings().conventions()).toMatchObject({ date_format: 'dd/MM/yyyy', short_units: 'thousand_million' });
  });

  it('ignores what it does not know', () => {
    localStorage.setItem('c360.format', '{"dates":"<b>","numbers":7}');
    expect(new Settings().conventions()).toEqual(INDIAN);
  });
});
