/** Book home's answers, as the OpenAPI document has them, under the names this module uses. */
export type {
  BookAnswer, BookCalendar as CalendarAnswer, BookCustomers as CustomersAnswer, BookMovers as MoversAnswer, BookRow,
  BookTrend as TrendAnswer,
} from '../../api/models';
