import {
  AlarmClock, AlarmClockOff, ArrowDown, ArrowDownLeft, ArrowUp, ArrowUpRight, BadgeIndianRupee, Banknote, BookOpen,
  Bookmark, BriefcaseBusiness, Building, Cake, Calendar, CalendarClock, Car, ChartColumn, ChartLine, Check,
  ChevronDown, ChevronLeft, ChevronRight, ChevronUp, CircleAlert, CircleCheck, CircleDot, CircleX, Clock, Columns3,
  Copy, CornerDownLeft, CreditCard, Database, Download, Ellipsis, ExternalLink, Eye, EyeOff, FaceNeutral,
  FaceSlightlyFrowning, FaceSlightlySmiling, FileText, Flag, Funnel, Gauge, Globe, HandCoins, Handshake, Headphones,
  House, Info, Landmark, Layers, Link, ListChecks, Lock, LogIn, LogOut, Mail, MapPin, Megaphone, MessageSquare, Moon,
  MoonStar, PanelRightClose, Pencil, Percent, Phone, PiggyBank, Plus, Receipt, RefreshCw, Repeat, RotateCcw, Save,
  Search, Send, Settings, ShieldAlert, ShieldCheck, SlidersHorizontal, Smartphone, Star, Store, Sun, Table2, Tag,
  TrendingDown, TrendingUp, TriangleAlert, Undo2, User, UserX, Users, Video, Wallet, X,
} from 'lucide';

/** The icons in use, by Lucide's own names; add one here to use it. */
export const ICONS = {
  'alarm-clock': AlarmClock, 'alarm-clock-off': AlarmClockOff, 'arrow-down': ArrowDown, 'arrow-down-left':
  ArrowDownLeft, 'arrow-up': ArrowUp, 'arrow-up-right': ArrowUpRight, 'badge-indian-rupee': BadgeIndianRupee,
  banknote: Banknote, 'book-open': BookOpen, bookmark: Bookmark, 'briefcase-business': BriefcaseBusiness, building:
  Building, cake: Cake, calendar: Calendar, 'calendar-clock': CalendarClock, car: Car, 'chart-column': ChartColumn,
  'chart-line': ChartLine, check: Check, 'chevron-down': ChevronDown, 'chevron-left': ChevronLeft, 'chevron-right':
  ChevronRight, 'chevron-up': ChevronUp, 'circle-alert': CircleAlert, 'circle-check': CircleCheck, 'circle-dot':
  CircleDot, 'circle-x': CircleX, clock: Clock, 'columns-3': Columns3, copy: Copy, 'corner-down-left': CornerDownLeft,
  'credit-card': CreditCard, database: Database, download: Download, ellipsis: Ellipsis, 'external-link':
  ExternalLink, eye: Eye, 'eye-off': EyeOff, 'face-neutral': FaceNeutral, 'face-slightly-frowning':
  FaceSlightlyFrowning, 'face-slightly-smiling': FaceSlightlySmiling, 'file-text': FileText, flag: Flag, funnel:
  Funnel, gauge: Gauge, globe: Globe, 'hand-coins': HandCoins, handshake: Handshake, headphones: Headphones, house:
  House, info: Info, landmark: Landmark, layers: Layers, link: Link, 'list-checks': ListChecks, lock: Lock, 'log-in':
  LogIn, 'log-out': LogOut, mail: Mail, 'map-pin': MapPin, megaphone: Megaphone, 'message-square': MessageSquare,
  moon: Moon, 'moon-star': MoonStar, 'panel-right-close': PanelRightClose, pencil: Pencil, percent: Percent, phone:
  Phone, 'piggy-bank': PiggyBank, plus: Plus, receipt: Receipt, 'refresh-cw': RefreshCw, repeat: Repeat, 'rotate-ccw':
  RotateCcw, save: Save, search: Search, send: Send, settings: Settings, 'shield-alert': ShieldAlert, 'shield-check':
  ShieldCheck, 'sliders-horizontal': SlidersHorizontal, smartphone: Smartphone, star: Star, store: Store, sun: Sun,
  'table-2': Table2, tag: Tag, 'trending-down': TrendingDown, 'trending-up': TrendingUp, 'triangle-alert':
  TriangleAlert, 'undo-2': Undo2, user: User, 'user-x': UserX, users: Users, video: Video, wallet: Wallet, x: X,
} as const;

export type IconName = keyof typeof ICONS;
