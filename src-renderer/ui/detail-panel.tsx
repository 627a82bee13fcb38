import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './detail-panel.module.css';

/**
 * The panel at the right of a list. It takes the focus when it opens by keyboard only as far as the close button is
 * reachable next; Escape closes it and the list has the focus back where it was.
 */
export function DetailPanel({
  label,
  closeLabel,
  onClose,
  children,
}: {
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}): React.ReactNode {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !insideDialog(event.target)) close.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside className={classes['panel']} aria-label={label}>
      <CloseButton className={classes['close']} aria-label={closeLabel} onClick={onClose} />
      <div className={classes['content']}>{children}</div>
    </aside>
  );
}

/** A dialog or an open menu closes itself first. */
function insideDialog(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="menu"]') !== null
  );
}
