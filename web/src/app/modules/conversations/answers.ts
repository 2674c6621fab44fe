import type { ConversationWriteRequest } from '../../api/models/conversation-write-request';

/** What `POST /customers/{id}/conversations` takes and answers. */
export type { Conversation } from '../../api/models/conversation';
export type NewConversation = Required<Omit<ConversationWriteRequest, 'occurred_at' | 'sentiment'>> & { sentiment: Sentiment | null };
export type Channel = 'call' | 'visit' | 'branch' | 'video' | 'email';
export type Purpose = 'maturity' | 'large_debit' | 'service' | 'review' | 'other';
export type Outcome = 'agreed' | 'interested' | 'call_back' | 'not_interested' | 'no_answer';
export type Sentiment = 'good' | 'neutral' | 'upset';
