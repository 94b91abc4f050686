import { Menu as Base } from '@base-ui/react/menu'
import { classNames } from '../class-names.ts'
import type { MenuEntry, MenuProps } from '../overlay.tsx'
import { Link } from '../link.tsx'

const ITEM =
  'flex w-full cursor-default select-none items-center gap-2 rounded px-2 py-1.5 text-left outline-none data-disabled:opacity-50 data-highlighted:bg-raised'

export default function MenuPopup({ trigger, entries, align = 'end' }: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop outline-none">
            {entries.map((entry, index) =>
              entry === 'line' ? (
                <Base.Separator key={`line-${index}`} className="my-1 border-t border-line" />
              ) : (
                <Entry key={entry.label} entry={entry} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ entry }: { readonly entry: Exclude<MenuEntry, 'line'> }) {
  if ('to' in entry)
    return (
      <Base.Item className={ITEM} render={<Link to={entry.to} />}>
        {entry.icon}
        {entry.label}
      </Base.Item>
    )
  return (
    <Base.Item
      className={classNames(ITEM, entry.isDanger === true && 'text-bad')}
      disabled={entry.isDisabled === true}
      onClick={entry.onSelect}
    >
      {entry.icon}
      {entry.label}
    </Base.Item>
  )
}
