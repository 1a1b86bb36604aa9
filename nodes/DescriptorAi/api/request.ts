import type { Purpose } from './purpose';

/** One request to the service, as far as an error text needs to know it. */
export interface RequestInfo {
	purpose: Purpose;
	itemIndex: number;
	baseUrl: string;
}

export interface ServiceAnswer {
	statusCode: number;
	body: unknown;
	headers: Record<string, unknown>;
}
