import type { Session } from 'electron';
import { isOwnPage } from './own-page.ts';

type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
/** Every permission that this version of Electron knows by name: a new one fails the type check until it is decided. */
export type PermissionName = Parameters<CheckHandler>[1];

export type Permission = { readonly allowed: boolean; readonly why: string };

const no = (why: string): Permission => ({ allowed: false, why });
const yes = (why: string): Permission => ({ allowed: true, why });
const HARDWARE = 'the program uses no hardware';
const PLACE = 'the program does not care where the merchant is';
const WATCHING = 'the program does not watch the merchant';
const NETWORK = 'the page reaches nothing but its own engine';
const NOT_NEEDED = 'nothing in the program needs it';

export const PERMISSIONS: Readonly<Record<PermissionName, Permission>> = {
  'clipboard-sanitized-write': yes('copying a barcode, an id or a GRANT statement'),
  notifications: yes('an order came in, or something waits for the merchant'),
  ar: no(HARDWARE),
  'automatic-fullscreen': no('a page that takes the screen can imitate the system'),
  'background-fetch': no(NETWORK),
  'background-sync': no(NETWORK),
  'captured-surface-control': no(WATCHING),
  'clipboard-read': no('what is on the clipboard is the merchant’s own'),
  'deprecated-sync-clipboard-read': no('what is on the clipboard is the merchant’s own'),
  'display-capture': no(WATCHING),
  fileSystem: no('the page opens no files'),
  fullscreen: no('a page that takes the screen can imitate the system'),
  geolocation: no(PLACE),
  'geolocation-approximate': no(PLACE),
  'hand-tracking': no(HARDWARE),
  hid: no(HARDWARE),
  'idle-detection': no(WATCHING),
  keyboardLock: no('a page that takes the keyboard can imitate the system'),
  'local-fonts': no('a list of fonts tells computers apart'),
  'local-network': no(NETWORK),
  'local-network-access': no(NETWORK),
  'loopback-network': no(NETWORK),
  media: no('the program uses no camera and no microphone'),
  mediaKeySystem: no(NOT_NEEDED),
  midi: no(HARDWARE),
  midiSysex: no(HARDWARE),
  nfc: no(HARDWARE),
  openExternal: no('addresses outside are opened by the shell alone, after asking'),
  'payment-handler': no(NOT_NEEDED),
  'periodic-background-sync': no(NETWORK),
  'persistent-storage': no('what must stay is kept by the engine'),
  pointerLock: no('a page that takes the pointer can imitate the system'),
  'screen-wake-lock': no(NOT_NEEDED),
  sensors: no(HARDWARE),
  serial: no(HARDWARE),
  'smart-card': no(HARDWARE),
  'speaker-selection': no(HARDWARE),
  'storage-access': no(NOT_NEEDED),
  'system-wake-lock': no(NOT_NEEDED),
  'top-level-storage-access': no(NOT_NEEDED),
  unknown: no('what is not known is not allowed'),
  usb: no(HARDWARE),
  vr: no(HARDWARE),
  'web-app-installation': no(NOT_NEEDED),
  'web-printing': no(NOT_NEEDED),
  'window-management': no(WATCHING),
};

/** Own property only: a name such as `constructor` is no permission. Anything not in the table is refused. */
export function isPermitted(name: string, origin: string): boolean {
  return isOwnPage(origin) && Object.hasOwn(PERMISSIONS, name) && PERMISSIONS[name as PermissionName].allowed;
}

/** Answers every way in which a page can ask for something: request, check, device and screen. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, name, callback, details) => {
    callback(details.isMainFrame && isPermitted(name, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, name, origin, details) => {
    return details.isMainFrame && isPermitted(name, `${origin.replace(/\/$/, '')}/`);
  });
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
}
