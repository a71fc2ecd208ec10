import { headView } from '../views/head';
import type { View } from '../views/view';

export { headView } from '../views/head';
export const matrixView: View = headView;
export const neuronView: View = headView;
