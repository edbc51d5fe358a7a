/** Every privilege a reseller may hold on a panel without plugins, by its published name. */
export const PRIVILEGES: readonly string[] = [
  'acct-summary', 'add-pkg', 'add-pkg-ip', 'add-pkg-shell', 'all', 'allow-addoncreate', 'allow-emaillimits-pkgs',
  'allow-parkedcreate', 'allow-shell', 'allow-unlimited-bw-pkgs', 'allow-unlimited-disk-pkgs',
  'allow-unlimited-pkgs', 'basic-system-info', 'basic-whm-functions', 'clustering', 'connected-applications',
  'cors-proxy-get', 'cpanel-api', 'cpanel-integration', 'create-acct', 'create-dns', 'create-user-session',
  'demo-setup', 'digest-auth', 'disallow-shell', 'edit-account', 'edit-dns', 'edit-mx', 'edit-pkg', 'file-restore',
  'frontpage', 'generate-email-config', 'kill-acct', 'kill-dns', 'limit-bandwidth', 'list-accts', 'list-pkgs',
  'locale-edit', 'mailcheck', 'manage-api-tokens', 'manage-dns-records', 'manage-oidc', 'manage-styles',
  'mod-subdomains', 'mysql-info', 'news', 'ns-config', 'onlyselfandglobalpkgs', 'park-dns', 'passwd',
  'public-contact', 'quota', 'rearrange-accts', 'res-cart', 'resftp', 'restart', 'show-bandwidth', 'ssl',
  'ssl-buy', 'ssl-gencrt', 'ssl-info', 'stats', 'status', 'suspend-acct', 'thirdparty', 'track-email',
  'upgrade-account', 'viewglobalpackages',
];

/** The privilege that holds all others, and the whole server. */
export const ALL = 'all';
