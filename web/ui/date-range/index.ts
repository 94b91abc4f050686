export { addDays, addMonths, type Day, type DayRange, dayInZone, daysIn, eachDay, isDay } from './calendar-days.ts'
export {
  type Comparison,
  comparedDays,
  DEFAULT_DATE_RANGE,
  type DateRangeValue,
  daysOf,
  type Preset,
  readDateRange,
  writeDateRange,
} from './date-range.ts'
export { instantOfLocal, localTimeOf } from './local-time.ts'
export { DateRangePicker } from './date-range-picker.tsx'
