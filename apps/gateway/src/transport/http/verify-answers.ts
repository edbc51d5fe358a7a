import type { AnswerOf, verifyHttp } from '@portcullis/contracts';
import type { Gateway } from '../../gateway.js';
import type { Call } from './serves.js';

type Verifying = Pick<Gateway, 'verifyTokens'>;

export async function answerToOne({ verifyTokens }: Verifying, call: Call<typeof verifyHttp.verifyToken>): Promise<AnswerOf<typeof verifyHttp.verifyToken>> {
  const [answer] = await verifyTokens(call, [call.body], true);
  return answer!;
}

export async function answerToMany({ verifyTokens }: Verifying, call: Call<typeof verifyHttp.verifyBatch>): Promise<AnswerOf<typeof verifyHttp.verifyBatch>> {
  return { items: await verifyTokens(call, call.body.items) };
}
