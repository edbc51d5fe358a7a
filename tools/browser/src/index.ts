export { launchChromium, visit, type VisitOptions } from './launch.js';
