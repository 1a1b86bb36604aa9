/** An object each of whose properties is worked out when it is read for the first time, and kept. */
export function lazily<T extends object>(read: { readonly [Key in keyof T]: () => T[Key] }): T {
	const object = {} as T;
	for (const key of Object.keys(read) as Array<keyof T>) {
		Object.defineProperty(object, key, {
			configurable: true,
			enumerable: true,
			get() {
				const value = read[key]();
				Object.defineProperty(object, key, { value, enumerable: true });
				return value;
			},
		});
	}
	return object;
}
