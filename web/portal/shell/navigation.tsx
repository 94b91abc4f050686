import {
  CircleSlash,
  Coins,
  FileText,
  FolderClock,
  Gauge,
  HandCoins,
  House,
  Image,
  KeyRound,
  Landmark,
  Link2,
  Scale,
  ScrollText,
  ShoppingCart,
  Ticket,
  UserRound,
  Users,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'

/** Where an affiliate can go. Labels are the shell's words. */
export interface Place {
  readonly to: string
  readonly word:
    | 'home'
    | 'links'
    | 'media'
    | 'coupons'
    | 'customers'
    | 'conversions'
    | 'commissions'
    | 'unpaid'
    | 'progress'
    | 'statements'
    | 'payouts'
    | 'payoutMethods'
    | 'recruits'
    | 'plan'
    | 'postbacks'
    | 'changes'
    | 'account'
    | 'collaborators'
    | 'apiKey'
  readonly icon: ReactNode
}

export interface PlaceGroup {
  readonly word?: 'groupWork' | 'groupResults' | 'groupMoney' | 'groupYou'
  readonly places: readonly Place[]
}

export const PLACES: readonly PlaceGroup[] = [
  { places: [{ to: '/', word: 'home', icon: <House /> }] },
  {
    word: 'groupWork',
    places: [
      { to: '/links', word: 'links', icon: <Link2 /> },
      { to: '/media', word: 'media', icon: <Image /> },
      { to: '/coupons', word: 'coupons', icon: <Ticket /> },
      { to: '/recruits', word: 'recruits', icon: <Users /> },
    ],
  },
  {
    word: 'groupResults',
    places: [
      { to: '/customers', word: 'customers', icon: <UserRound /> },
      { to: '/conversions', word: 'conversions', icon: <ShoppingCart /> },
      { to: '/commissions', word: 'commissions', icon: <Coins /> },
      { to: '/unpaid', word: 'unpaid', icon: <CircleSlash /> },
      { to: '/progress', word: 'progress', icon: <Gauge /> },
    ],
  },
  {
    word: 'groupMoney',
    places: [
      { to: '/statements', word: 'statements', icon: <FileText /> },
      { to: '/payouts', word: 'payouts', icon: <HandCoins /> },
      { to: '/payout-methods', word: 'payoutMethods', icon: <Landmark /> },
      { to: '/plan', word: 'plan', icon: <Scale /> },
    ],
  },
  {
    word: 'groupYou',
    places: [
      { to: '/changes', word: 'changes', icon: <FolderClock /> },
      { to: '/postbacks', word: 'postbacks', icon: <Webhook /> },
      { to: '/collaborators', word: 'collaborators', icon: <Users /> },
      { to: '/api-keys', word: 'apiKey', icon: <KeyRound /> },
      { to: '/account', word: 'account', icon: <ScrollText /> },
    ],
  },
]
