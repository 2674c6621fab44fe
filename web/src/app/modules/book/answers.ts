/** Book home's answers, as the OpenAPI document has them, under the names this module uses. */
export type {
  BookAnswer, BookCalendar as CalendarAnswer, BookCustomers as CustomersAnswer, BookFacets, BookMoved as MovedAnswer,
  BookMovers as MoversAnswer, BookRow, BookTrend as TrendAnswer, CountedView, SavedViews,
} from '../../api/models';
