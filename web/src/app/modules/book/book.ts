import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Answer, kept } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { DateText, addDays, monthName, shortDate } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { ExportButton } from '../../ui/export-button';
import { Figure } from '../../ui/figure';
import { Icon } from '../../ui/icon';
import { MoneyText, count, inUnit, unitFor, unitName } from '../../ui/money';
import { Screen } from '../../ui/screen';
import { Settings } from '../../ui/settings';
import { BookAnswer, CalendarAnswer, MovedAnswer, MoversAnswer, TrendAnswer } from './answers';
import { calendarOption, calendarReadout, calendarTable, calendarUnit } from './calendar-option';
import { CustomerGrid } from './customer-grid';
import { filtersOf, queryOf } from './filters';
import { flowOption, flowReadout, flowTable, flowUnit } from './flow-option';
import { movedOption, movedTable, movedUnit } from './moved-option';
import { trendEnds, trendOption, trendReadout, trendTable, trendUnit } from './trend-option';
import { BLOCKS, KYC_DAYS, attentionWords, figureWords } from './words';

const MOVERS_SHOWN = 4;
const ON_PHONE = ['trv', 'casa', 'term_deposits', 'investments'];

/** Book home: how is my book this morning? */
@Component({
  selector: 'c-book',
  imports: [Answer, Chart, CustomerGrid, DateText, Definition, ExportButton, Figure, Icon, MoneyText, RouterLink],
  templateUrl: './book.html',
  styleUrl: './book.css',
})
export class Book {
  private readonly settings = inject(Settings);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly phone = inject(Screen).phone;
  /** Whose book it is, as the page's heading. */
  readonly name = input.required<string>();
  protected readonly named = figureWords;
  protected readonly kindOf = attentionWords;
  protected readonly meanings = BLOCKS;
  protected readonly warehouse = $localize`accounts, daily balances and bookings of the warehouse`;
  protected readonly kycDays = KYC_DAYS;
  private readonly params = toSignal(this.route.queryParams, { initialValue: this.route.snapshot.queryParams });
  /** The grid as it stands: filters, order and columns. */
  protected readonly exported = computed(() => queryOf(filtersOf(this.params())));

  protected readonly bookAnswer = httpResource<BookAnswer>(() => '/api/book');
  protected readonly trendAnswer = httpResource<TrendAnswer>(() => '/api/book/trend');
  protected readonly movedAnswer = httpResource<MovedAnswer>(() => '/api/book/moved');
  protected readonly moversAnswer = httpResource<MoversAnswer>(() => '/api/book/movers');
  protected readonly calendarAnswer = httpResource<CalendarAnswer>(() => '/api/book/calendar');
  protected readonly book = kept(this.bookAnswer);
  private readonly movers = kept(this.moversAnswer);
  private readonly trendShown = kept(this.trendAnswer);
  private readonly calendarShown = kept(this.calendarAnswer);
  private readonly movedShown = kept(this.movedAnswer);

  protected readonly source = computed(() => {
    const asOf = this.book()?.as_of;
    return asOf ? $localize`Business day ${shortDate(asOf, null, this.settings.conventions())}:day:` : '';
  });

  protected readonly figures = computed(() => {
    const figures = this.book()?.figures ?? [];
    return this.phone() ? figures.filter(figure => ON_PHONE.includes(figure.key)) : figures;
  });

  protected readonly customers = computed(() => {
    const many = this.book()?.figures.find(figure => figure.key === 'customers')?.value;
    return many === undefined ? null : count(many, this.settings.conventions());
  });

  protected readonly moved = computed(() => {
    const movers = this.movers();
    if (!movers) return null;
    const c = this.settings.conventions();
    const sides = [movers.inflows, movers.outflows].map(side => side.slice(0, MOVERS_SHOWN));
    const unit = unitFor(sides.flat().map(mover => mover.amount), c);
    const words = $localize`${unitName(unit, c)}:unit:; all in ${inUnit(movers.money_in, unit, c)}:in:, out ${inUnit(movers.money_out, unit, c)}:out:`;
    return { unit, words, title: $localize`Moved on ${shortDate(movers.as_of, movers.as_of, c)}:day:`, sides };
  });

  protected readonly trend = computed(() => {
    const trend = this.trendShown();
    if (!trend) return null;
    const c = this.settings.conventions();
    const unit = trendUnit(trend, c);
    return {
      unit: $localize`${unitName(unit, c)}:unit:, ${trend.months.length}:months: months`, option: trendOption(trend, unit, c, trend.as_of),
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

  protected readonly parts = computed(() => {
    const moved = this.movedShown();
    if (!moved) return null;
    const c = this.settings.conventions();
    const unit = movedUnit(moved, c);
    const table = movedTable(moved, c);
    return {
      title: $localize`What moved TRV in ${monthName(moved.as_of)}:month:`, unit: unitName(unit, c), option: movedOption(moved, unit, c), table,
      words: table.rows.map(row => row.join(' ')).join(', '),
    };
  });

  protected readonly calendar = computed(() => {
    const calendar = this.calendarShown();
    if (!calendar) return null;
    const c = this.settings.conventions();
    const unit = calendarUnit(calendar, c);
    return {
      unit: unitName(unit, c), count: calendar.count && count(calendar.count, c), option: calendarOption(calendar, unit, c),
      readout: calendarReadout(calendar, unit, c), table: calendarTable(calendar, c), first: calendar.as_of, last: addDays(calendar.as_of, 90),
    };
  });

  protected maturing(many: string): string {
    return $localize`${many}:count: deposits: customers whose deposits mature`;
  }

  protected dueWithin(many: number | undefined, days: number): string {
    return $localize`${many ?? 0}:count: due within ${days}:days: days`;
  }

  /** The customers whose deposits mature in a week of the strip. */
  protected showWeek(at: number): void {
    const week = this.calendarShown()?.weeks[at];
    if (!week) return;
    const queryParams = { matures_from: week.starts_on, matures_to: addDays(week.starts_on, 6) };
    void this.router.navigate(['/book'], { queryParams, fragment: 'customers' });
  }
}
