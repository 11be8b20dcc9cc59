import type { RawMessage } from '../raw-pool.js';

process.on('message', (message: RawMessage) => process.send?.(message));
process.on('disconnect', () => process.exit());
