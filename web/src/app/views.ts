import { modelView } from '../views/model';
import type { View } from '../views/view';

export const headView: View = modelView;
export const matrixView: View = modelView;
export const neuronView: View = modelView;
