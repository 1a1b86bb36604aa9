module.exports = {
	semi: true,
	trailingComma: 'all',
	singleQuote: true,
	printWidth: 100,
	useTabs: true,
	endOfLine: 'lf',
	overrides: [
		{
			// Prettier pads the columns of a table, unless its lines may be long and the table is wider than `printWidth`.
			files: '*.md',
			options: { proseWrap: 'never', printWidth: 1, embeddedLanguageFormatting: 'off' },
		},
	],
};
