import { runMigrateCommand } from '@portcullis/platform/postgres';
import { migrations } from './migrations.js';

await runMigrateCommand(migrations);
