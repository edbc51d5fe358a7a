/** The package brings no types, and its main module would load all of the page's code into this process. */
declare module 'swagger-ui-dist/absolute-path.js' {
  export default function absolutePath(): string;
}
