/** The middle value, or the mean of the two middle ones. */
function median(/** @type {number[]} */ values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const max = (/** @type {number[]} */ values) => Math.max(...values);

module.exports = { max, median };
