const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/**
 * Keeps a certificate in a file: Node.js reads the authorities that a program trusts from there.
 *
 * @param {string} certificate PEM
 * @returns {{ file: string, remove: () => void }}
 */
function keepCertificate(certificate) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'phone-systems-'));
	const file = path.join(folder, 'certificate.pem');
	fs.writeFileSync(file, certificate);
	return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

module.exports = { keepCertificate };
