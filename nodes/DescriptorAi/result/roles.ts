export type Side = 'agent' | 'customer';

// An agent's role can hold a customer's word ("customer service agent"), so the agents' words are looked for first.
const WORDS: Array<[Side, Set<string>]> = [
	[
		'agent',
		new Set(
			'adviser advisor agent consultant csr employee operator rep representative salesperson seller service staff support'.split(
				' ',
			),
		),
	],
	[
		'customer',
		new Set('buyer caller client consumer customer lead patient prospect user'.split(' ')),
	],
];

/**
 * On which side of the call somebody with this role is; `null` where the role does not tell.
 *
 * @param role as a person wrote it, such as `Agent`, `customer_service_rep` or `Caller 2`
 */
export function sideOf(role: string | null): Side | null {
	const words = (role ?? '').toLowerCase().split(/[^\p{L}]+/u);
	return WORDS.find(([, known]) => words.some((word) => known.has(word)))?.[0] ?? null;
}
