import { Conventions } from '../ui/settings';

export interface Viewer {
  username: string;
  name: string;
  initials: string;
  role: string;
  employee_id: string | null;
  unit: { id: string; name: string } | null;
  permissions: string[];
}

export interface BankSettings extends Conventions { bank_name: string; idle_seconds: number }
export interface SessionAnswer { expires_at: string; viewer: Viewer; settings: BankSettings }
export interface SignInAnswer extends SessionAnswer { token: string }

export interface PublicationAnswer {
  as_of: string;
  published_at: string;
  state: 'current' | 'late' | 'quarantined' | 'loading';
  expected_as_of: string | null;
  quarantined_rows: number;
  bank_name: string;
}
