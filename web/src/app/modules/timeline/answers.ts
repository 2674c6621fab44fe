/** `GET /customers/{id}/timeline`, newest first; `detail` depends on the kind. */
export type { TimelineItem } from '../../api/models/timeline-item';
