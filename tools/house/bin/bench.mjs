import './require-node.mjs';
import { launch } from './launch.mjs';

await launch('tools/bench/dist/main.js');
