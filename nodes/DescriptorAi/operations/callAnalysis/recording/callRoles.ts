import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CallData, Speaker } from '../../../api';
import { option } from '../../../form/parameter';
import { asBoolean, asNumber, text } from '../../../form/readers';
import { isTool } from '../../isTool';
import { itemsBefore } from '../../itemsBefore';

export const rolesFromCall = option(
	{
		displayName: 'Roles From Call',
		name: 'rolesFromCall',
		type: 'boolean',
		default: false,
		description:
			"Whether to take the audio channels, and who is on which of two, from the call's fields channels, agent_channel and agent_name: those of the item, or of an earlier item that it comes from. They replace Channels, but no speaker that you name.",
	},
	asBoolean,
);

/** What a call says about its recording. */
export interface Roles {
	/** `undefined` where the call does not tell. */
	channels?: number;
	/** In the order of their channels. */
	speakers: Speaker[];
}

/** The fields of the call: those of the item, or of the item that it comes from; none where no item has `channels`. */
export function callOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const { json } = ctx.getInputData()[itemIndex];
	// A tool of an AI agent has no items before it.
	if ('channels' in json || isTool(ctx)) return json;
	return itemsBefore(ctx, itemIndex).find((fields) => 'channels' in fields) ?? {};
}

/** @throws InvalidParameter naming the field of the call */
function whole(call: IDataObject, name: string, minValue: number, maxValue: number) {
	const value = call[name];
	if (value === null || text(value) === '') return undefined;
	return asNumber(value, {
		displayName: name,
		name,
		type: 'number',
		default: minValue,
		typeOptions: { minValue, maxValue, numberPrecision: 0 },
	});
}

/**
 * Who speaks on which channel. Only two channels tell: with one, the service finds the speakers itself and numbers them,
 * and with more, nobody knows who else is there.
 *
 * @throws InvalidParameter naming the field of the call that cannot be read
 */
export function rolesOf(call: IDataObject): Roles {
	const channels = whole(call, 'channels', 1, 8);
	const agent = channels === 2 ? whole(call, 'agent_channel', 0, 1) : undefined;
	if (agent === undefined) return { channels, speakers: [] };
	const speakers = [0, 1].map((channel) => ({
		id: String(channel),
		...(channel === agent
			? { label: text(call.agent_name), role: 'agent' }
			: { label: '', role: 'customer' }),
	}));
	return { channels, speakers };
}

/** The call data with the speakers of the call, except for those whose number or role is given there. */
export function withRoles(data: CallData | undefined, speakers: Speaker[]): CallData | undefined {
	const given = Array.isArray(data?.speakers) ? data.speakers : [];
	const isGiven = (one: Speaker) =>
		given.some(({ id, role }) => text(id) === one.id || text(role).toLowerCase() === one.role);
	const others = speakers.filter((one) => !isGiven(one));
	return others.length > 0 ? { ...data, speakers: [...given, ...others] } : data;
}
