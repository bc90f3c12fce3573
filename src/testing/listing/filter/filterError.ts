/** Why a filter is refused; its message is one sentence without the filter. */
export class FilterError extends Error {}
