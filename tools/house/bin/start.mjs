import './require-node.mjs';
import { launch } from './launch.mjs';

await launch('tools/stack/dist/main.js');
