module.exports = {
	semi: true,
	trailingComma: 'all',
	singleQuote: true,
	printWidth: 100,
	useTabs: true,
	endOfLine: 'lf',
};
