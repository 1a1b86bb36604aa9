import { sideOf } from '../../../../nodes/DescriptorAi/call/speakers';

it('The side of a role of forty million signs is found', () => {
	expect(sideOf(`agent${'😀'.repeat(20_000_000)}`)).toBe('agent');
});
