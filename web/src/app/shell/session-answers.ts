/** The session's and the publication's answers, as the OpenAPI document has them. */
export type { NewSession as SignInAnswer, Publication as PublicationAnswer, Session as SessionAnswer } from '../api/models';
