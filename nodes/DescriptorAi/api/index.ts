// The one door: other rooms import from here, never from a file of this folder.
export { holdsSecret, namingParameters, webAddress } from './addresses';
export { quote, serviceWords, type Labels, type ServiceAnswer } from './answers';
export { DescriptorAiClient, type Patience } from './client';
export { clock, useClock } from './clock';
export * from './contract';
export { parseToken, UNUSABLE_TOKEN } from './credential';
export { descriptorAiApiTest } from './credentialTest';
export { operationError, parameterError, unreadableError, withItem, withoutItem } from './errors';
export * from './lists';
export * as lists from './lists';
export { loadOptions } from './loadOptions';
export { whyNeverConnected } from './messages';
export { fetchFirstBytes, firstBytes, type FirstBytes, type RequestContext } from './transport';
