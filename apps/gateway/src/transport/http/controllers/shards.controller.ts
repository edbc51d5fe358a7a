import { SHARDS_OF, shardsHttp as http, type AnswerOf } from '@portcullis/contracts';
import { Controller, Inject } from '@nestjs/common';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { orProblem } from '../answers.js';
import { scopeOf, Serves, TheCall, type Call } from '../serves.js';

@Controller()
export class ShardsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.listShards)
  async list(@TheCall() call: Call<typeof http.listShards>): Promise<AnswerOf<typeof http.listShards>> {
    const of = async (authority: 'tokens' | 'permissions') => {
      const { items } = orProblem(await this.gateway.services.call(SHARDS_OF[authority].list, {}, scopeOf(call)));
      return items.map((shard) => ({ authority, ...shard }));
    };
    return { items: (await Promise.all([of('tokens'), of('permissions')])).flat() };
  }

  @Serves(http.acceptLoss)
  async acceptLoss(@TheCall() call: Call<typeof http.acceptLoss>): Promise<AnswerOf<typeof http.acceptLoss>> {
    const { authority, shards } = call.body;
    return orProblem(await this.gateway.services.call(SHARDS_OF[authority].acceptLoss, { caller: call.caller, shards: shards ?? null }, scopeOf(call)));
  }
}
