import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Answer, kept } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { DateText, shortDate } from '../../ui/dates';
import { Figure } from '../../ui/figure';
import { Icon } from '../../ui/icon';
import { MoneyText, inUnit, unitFor, unitName } from '../../ui/money';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { BookAnswer, CalendarAnswer, MoversAnswer, TrendAnswer } from './answers';
import { calendarOption, calendarReadout, calendarTable, calendarUnit } from './calendar-option';
import { CustomerGrid } from './customer-grid';
import { flowOption, flowReadout, flowTable, flowUnit } from './flow-option';
import { trendEnds, trendOption, trendReadout, trendTable, trendUnit } from './trend-option';
import { attentionWords, figureWords } from './words';

/** Book home: how is my book this morning? */
@Component({
  selector: 'c-book',
  imports: [Answer, Chart, CustomerGrid, DateText, Figure, Icon, MoneyText, RouterLink],
  templateUrl: './book.html',
  styleUrl: './book.css',
})
export class Book {
  private readonly settings = inject(Settings);
  protected readonly phone = inject(Screen).phone;
  protected readonly named = figureWords;
  protected readonly kindOf = attentionWords;

  protected readonly bookAnswer = httpResource<BookAnswer>(() => '/api/book');
  protected readonly trendAnswer = httpResource<TrendAnswer>(() => '/api/book/trend');
  protected readonly moversAnswer = httpResource<MoversAnswer>(() => '/api/book/movers');
  protected readonly calendarAnswer = httpResource<CalendarAnswer>(() => '/api/book/calendar');
  protected readonly book = kept(this.bookAnswer);
  private readonly movers = kept(this.moversAnswer);
  private readonly trendShown = kept(this.trendAnswer);
  private readonly calendarShown = kept(this.calendarAnswer);

  protected readonly source = computed(() => {
    const asOf = this.book()?.as_of;
    return asOf ? `Business day ${shortDate(asOf, null, this.settings.conventions())}` : '';
  });

  protected readonly figures = computed(() => {
    const figures = this.book()?.figures ?? [];
    return this.phone() ? figures.filter(figure => ['trv', 'casa', 'term_deposits', 'investments'].includes(figure.key)) : figures;
  });

  protected readonly customers = computed(() => this.book()?.figures.find(figure => figure.key === 'customers')?.value ?? null);

  protected readonly moved = computed(() => {
    const movers = this.movers();
    if (!movers) return null;
    const c = this.settings.conventions();
    const unit = unitFor([...movers.inflows, ...movers.outflows].map(mover => mover.amount), c);
    const words = `${unitName(unit, c)}, in ${inUnit(movers.money_in, unit, c)}, out ${inUnit(movers.money_out, unit, c)}`;
    return { unit, words, asOf: movers.as_of, sides: [movers.inflows, movers.outflows] };
  });

  protected readonly trend = computed(() => {
    const trend = this.trendShown();
    if (!trend) return null;
    const c = this.settings.conventions();
    const unit = trendUnit(trend, c);
    return {
      unit: `${unitName(unit, c)}, ${trend.months.length} months`, option: trendOption(trend, unit, c, trend.as_of),
      ends: trendEnds(trend, unit, c), readout: trendReadout(trend, unit, c), table: trendTable(trend, c),
    };
  });

  protected readonly flow = computed(() => {
    const trend = this.trendShown();
    if (!trend) return null;
    const c = this.settings.conventions();
    const unit = flowUnit(trend, c);
    return { unit: unitName(unit, c), option: flowOption(trend, unit, c), readout: flowReadout(trend, unit, c), table: flowTable(trend, c) };
  });

  protected readonly calendar = computed(() => {
    const calendar = this.calendarShown();
    if (!calendar) return null;
    const c = this.settings.conventions();
    const unit = calendarUnit(calendar, c);
    return {
      unit: `${unitName(unit, c)}, ${inUnit(calendar.total, unit, c)} in ${calendar.count}`, count: calendar.count, option: calendarOption(calendar, unit, c),
      readout: calendarReadout(calendar, unit, c), table: calendarTable(calendar, c),
    };
  });
}
