import type { Receipt } from '@portcullis/client';
import { receiptDetails, receiptText } from './receipt-text.js';

const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  ...{ id: 'rcp_1', parts: [{ authority: 'tokens', shard: 7, epoch: '1', rev: '42' }], verifiers: { live: 3, confirmed: 3, fenced: 0 }, durationMs: 4.2, pending: false },
  ...changes,
});

describe('a receipt in words', () => {
  it.each<[string, Partial<Receipt>]>([
    ['In force on 3 of 3 gateways after 4 ms: receipt rcp_1.', {}],
    ['In force on 1 of 1 gateway after 4 ms: receipt rcp_1.', { verifiers: { live: 1, confirmed: 1, fenced: 0 } }],
    ['In force everywhere after 4 ms; no gateway answered from memory: receipt rcp_1.', { verifiers: { live: 0, confirmed: 0, fenced: 0 } }],
    ['In force on 2 of 3 gateways after 2041 ms; 1 did not answer and has stopped answering from memory: receipt rcp_1.', { verifiers: { live: 3, confirmed: 2, fenced: 1 }, durationMs: 2041 }],
    ['Under way, in force on 2 of 3 gateways so far: receipt rcp_1.', { verifiers: { live: 3, confirmed: 2, fenced: 0 }, pending: true }],
    ['Long in force everywhere: receipt rcp_1.', { parts: [], verifiers: { live: 0, confirmed: 0, fenced: 0 } }],
  ])('reads: %s', (text, changes) => expect(receiptText(receipt(changes))).toBe(text));

  it('says where nothing was changed', () => expect(receiptText(null)).toBe('Nothing that it may do was changed.'));

  it('shown by itself names its changes', () => {
    expect(receiptDetails(receipt())).toBe('rcp_1\n  tokens, shard 7, epoch 1, change 42\nIn force on 3 of 3 gateways after 4 ms.\n');
  });
});
