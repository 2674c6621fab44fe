/** The first screen of a customer, as `GET /customers/{id}` answers it. Amounts are integer minor units. */
export type { CustomerAnswer } from '../../api/models/customer-answer';
export type { CustomerFigure } from '../../api/models/customer-figure';
