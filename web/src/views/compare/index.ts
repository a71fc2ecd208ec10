export { type Contrast, contrastOf, showsContrast } from './contrast';
export { differenceView, mostPanels } from './difference';
export { aloneNote, differenceLedger } from './ledger';
export { type Look, looksOf } from './looks';
export { mostTokens } from './panel';
export { hoverIn, queriesOf, stateIn } from './sides';
