import {
  ArrowLeftRight,
  BadgePercent,
  BookOpen,
  CalendarRange,
  ChartColumn,
  CircleSlash,
  Coins,
  FileText,
  Globe,
  HandCoins,
  House,
  Image,
  KeyRound,
  Link2,
  Plug,
  Receipt,
  Rocket,
  Scale,
  Settings,
  ShoppingCart,
  Store,
  Ticket,
  Upload,
  UserRound,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'

/** Where one can go. `module`: who may not read it is not shown the way. Labels are the shell's words. */
export interface Place {
  readonly to: string
  readonly word:
    | 'home'
    | 'guide'
    | 'reports'
    | 'affiliates'
    | 'links'
    | 'media'
    | 'coupons'
    | 'plans'
    | 'brands'
    | 'customers'
    | 'transactions'
    | 'conversions'
    | 'commissions'
    | 'events'
    | 'periods'
    | 'statements'
    | 'payouts'
    | 'invoices'
    | 'adjustments'
    | 'ledger'
    | 'gateways'
    | 'imports'
    | 'people'
    | 'settings'
    | 'portalSettings'
  readonly module?: string
  readonly icon: ReactNode
}

export interface PlaceGroup {
  readonly word?: 'groupProgram' | 'groupActivity' | 'groupMoney' | 'groupSetUp'
  readonly places: readonly Place[]
}

export const PLACES: readonly PlaceGroup[] = [
  {
    places: [
      { to: '/', word: 'home', icon: <House /> },
      { to: '/guide', word: 'guide', module: 'settings', icon: <Rocket /> },
      { to: '/reports', word: 'reports', module: 'reports', icon: <ChartColumn /> },
    ],
  },
  {
    word: 'groupProgram',
    places: [
      { to: '/affiliates', word: 'affiliates', module: 'affiliates', icon: <Users /> },
      { to: '/links', word: 'links', module: 'affiliates', icon: <Link2 /> },
      { to: '/media', word: 'media', module: 'media', icon: <Image /> },
      { to: '/coupons', word: 'coupons', module: 'affiliates', icon: <Ticket /> },
      { to: '/plans', word: 'plans', module: 'commission-plans', icon: <BadgePercent /> },
      { to: '/brands', word: 'brands', module: 'brands', icon: <Store /> },
    ],
  },
  {
    word: 'groupActivity',
    places: [
      { to: '/customers', word: 'customers', module: 'customers', icon: <UserRound /> },
      { to: '/transactions', word: 'transactions', module: 'transactions', icon: <ArrowLeftRight /> },
      { to: '/conversions', word: 'conversions', module: 'transactions', icon: <ShoppingCart /> },
      { to: '/commissions', word: 'commissions', module: 'reports', icon: <Coins /> },
      { to: '/events', word: 'events', module: 'reports', icon: <CircleSlash /> },
    ],
  },
  {
    word: 'groupMoney',
    places: [
      { to: '/periods', word: 'periods', module: 'ledger', icon: <CalendarRange /> },
      { to: '/statements', word: 'statements', module: 'ledger', icon: <FileText /> },
      { to: '/payouts', word: 'payouts', module: 'payouts', icon: <HandCoins /> },
      { to: '/invoices', word: 'invoices', module: 'ledger', icon: <Receipt /> },
      { to: '/adjustments', word: 'adjustments', module: 'ledger', icon: <Scale /> },
      { to: '/ledger', word: 'ledger', module: 'ledger', icon: <BookOpen /> },
    ],
  },
  {
    word: 'groupSetUp',
    places: [
      { to: '/gateways', word: 'gateways', module: 'settings', icon: <Plug /> },
      { to: '/imports', word: 'imports', module: 'transactions', icon: <Upload /> },
      { to: '/people', word: 'people', module: 'users', icon: <KeyRound /> },
      { to: '/portal-settings', word: 'portalSettings', module: 'settings', icon: <Globe /> },
      { to: '/settings', word: 'settings', module: 'settings', icon: <Settings /> },
    ],
  },
]
