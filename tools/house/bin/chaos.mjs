import './require-node.mjs';
import { launch } from './launch.mjs';

await launch('tools/chaos/dist/main.js');
