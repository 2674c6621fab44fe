// Directus loads this module when it starts and uses it only for scripts and sandboxed extensions.
class Missing { constructor() { throw new Error('isolated-vm is not installed') } }
module.exports = { Isolate: Missing, Reference: Missing, ExternalCopy: Missing, Callback: Missing }
