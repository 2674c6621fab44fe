/** What the overview reads. Amounts are integer minor units; a product count of 0 is a gap. */
export type { CategoryFlow } from '../../api/models/category-flow';
export type { Cashflow as CashflowAnswer } from '../../api/models/cashflow';
export type { NextEvent } from '../../api/models/next-event';
export type { ProductHeld as HeldProduct } from '../../api/models/product-held';
export type { ServiceRequestList } from '../../api/models/service-request-list';
export type { TimelinePage } from '../../api/models/timeline-page';
