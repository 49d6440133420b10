/** Pixels that the drawing and the arithmetic of scrolling share; handed to the style sheet as properties. */
export const ROW_PX = 28
export const UNIT_PX = 192
export const HEAD_PX = 40
export const FOOT_PX = 28
