/** When a session of the console ends by itself: whichever comes first. A page left open is no use of it; what a page asks for is. */

/** Without use. Uses are written down within seconds, so that nobody who is at work is taken for idle. */
export const SESSION_IDLE_SECONDS = 30 * 60;
/** After it was opened, whatever happens in it. */
export const SESSION_LIFE_SECONDS = 12 * 3600;
