import { headView } from '../views/head';
import type { View } from '../views/view';

export { headView } from '../views/head';
export { neuronView } from '../views/neuron';
export const matrixView: View = headView;
