/** Of the API that this program was made for. */
export const API_VERSION = '1';
