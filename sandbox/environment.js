/**
 * The language of the Salesforce users of all sandboxes, by the variable SANDBOX_LANGUAGE: a test run may be in another
 * one than English.
 *
 * @returns {string | undefined}
 */
exports.language = () => process.env.SANDBOX_LANGUAGE;
