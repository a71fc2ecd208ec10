export { headView } from '../views/head';
export { matrixView } from '../views/matrix';
export { neuronView } from '../views/neuron';
