/** The middle value, or the mean of the two middle ones. */
function median(/** @type {number[]} */ values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const max = (/** @type {number[]} */ values) => Math.max(...values);

/**
 * How fast something grows: the slope of the straight line that is nearest to all points (least squares).
 *
 * @param {Array<[number, number]>} points at least two with different x
 */
function slope(points) {
	const mean = (/** @type {number[]} */ values) =>
		values.reduce((a, b) => a + b, 0) / values.length;
	const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
	const [above, below] = points.reduce(
		([sum, squares], [at, value]) => [sum + (at - x) * (value - y), squares + (at - x) ** 2],
		[0, 0],
	);
	return above / below;
}

/**
 * The power of x that something grows with: 1 is linear, 2 quadratic.
 *
 * @param {Array<[number, number]>} points at least two with different x; all values above 0
 */
const exponent = (points) => slope(points.map(([at, value]) => [Math.log(at), Math.log(value)]));

module.exports = { exponent, max, median };
