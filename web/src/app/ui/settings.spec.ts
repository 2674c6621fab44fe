import { INDIAN, Settings, asChosen } from './settings';

describe('how money and dates are written', () => {
  it('is as the bank writes it until the reader chooses', () => {
    expect(asChosen(INDIAN, { short_units: null, date_format: null })).toEqual(INDIAN);
    expect(new Settings().conventions()).toEqual(INDIAN);
  });

  it('brings the grouping along with the short units', () => {
    expect(asChosen(INDIAN, { short_units: 'thousand_million' })).toMatchObject({ grouping: 'thousands', short_units: 'thousand_million' });
    expect(asChosen({ ...INDIAN, grouping: 'thousands' }, { short_units: 'lakh_crore' })).toMatchObject({ grouping: 'indian' });
  });

  it('takes one choice without the other', () => {
    const settings = new Settings();
    settings.chosen.set({ short_units: null, date_format: 'dd/MM/yyyy' });
    expect(settings.conventions()).toEqual({ ...INDIAN, date_format: 'dd/MM/yyyy' });
  });
});
