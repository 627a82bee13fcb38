import type { Configuration } from 'electron-builder';

type Platform = 'win32' | 'darwin' | 'linux';

/**
 * Everything that goes into the program, per platform. The list is repeated for each, because a platform's own `files`
 * takes the place of the root's, and `${platform}` would be the computer that builds (electron-builder 26.17, tried
 * 2026-11-24): either would ship the sources or somebody else's native module.
 */
function files(platform: Platform): string[] {
  return [
    'out/**',
    'package.json',
    'resources/icon.png',
    'resources/sample-shop/**',
    '!out/**/*.map',
    '!node_modules/better-sqlite3/{src,deps,binding.gyp}',
    '!node_modules/node-addon-api',
    // ssh2's native parts are optional and not built: its JavaScript does the same.
    '!node_modules/{cpu-features,nan,buildcheck}',
    '!node_modules/ssh2/lib/protocol/crypto/{build,src,binding.gyp}',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`,
  ];
}

export default {
  appId: 'com.meschain.sync',
  productName: 'MesChain Sync',
  copyright: 'MesChain',
  directories: { output: 'dist', buildResources: 'resources' },
  // better-sqlite3 13 brings a Node-API binary that Node and Electron share: nothing is compiled.
  npmRebuild: false,
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/**'],
  electronLanguages: ['en-US', 'tr'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    // Checked by Electron on macOS and Windows; on Linux there is no such check yet.
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  win: {
    files: files('win32'),
    icon: 'resources/icon.ico',
    target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // The merchant's data stays when the program goes.
    deleteAppDataOnUninstall: false,
    installerLanguages: ['tr_TR', 'en_US'],
  },
  mac: {
    files: files('darwin'),
    icon: 'resources/icon.png',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    electronLanguages: ['en', 'tr'],
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
  },
  linux: {
    files: files('linux'),
    icon: 'resources/icon.png',
    category: 'Office',
    target: [{ target: 'AppImage', arch: ['x64', 'arm64'] }],
  },
} satisfies Configuration;
