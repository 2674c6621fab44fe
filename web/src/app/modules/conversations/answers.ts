/** What `POST /customers/{id}/conversations` takes and answers. */
export type Channel = 'call' | 'visit' | 'branch' | 'video' | 'email';
export type Purpose = 'maturity' | 'large_debit' | 'service' | 'review' | 'other';
export type Outcome = 'agreed' | 'interested' | 'call_back' | 'not_interested' | 'no_answer';
export type Sentiment = 'good' | 'neutral' | 'upset';

export interface NewConversation {
  channel: Channel;
  purposes: Purpose[];
  outcome: Outcome;
  products: string[];
  sentiment: Sentiment | null;
  text: string;
  confidential: boolean;
  next_step: { text: string; due_on: string } | null;
}

export interface Conversation extends NewConversation {
  id: string;
  created_at: string;
  by: string;
}
