import './require-node.mjs';
import { launch } from './launch.mjs';

await launch('tools/browser/dist/main.js');
