/** Holds every schema, migrated, and no rows: each spec file works on a copy. */
export const TEMPLATE_DATABASE = 'portcullis_template';
