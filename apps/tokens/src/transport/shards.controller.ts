import type { Shards } from '@portcullis/authority';
import { SHARDS_OF, type OutcomeOf, type RequestOf } from '@portcullis/contracts';
import { granted } from '@portcullis/kernel';
import { Handles } from '@portcullis/platform/nats';
import { Controller, Inject } from '@nestjs/common';

const { list, acceptLoss } = SHARDS_OF.tokens;
export const SHARDS = Symbol('Shards');

/** What operators ask about what a database has lost. */
@Controller()
export class ShardsController {
  constructor(@Inject(SHARDS) private readonly shards: Shards) {}

  @Handles(list)
  async list(): Promise<OutcomeOf<typeof list>> {
    return granted({ items: [...(await this.shards.list())] });
  }

  @Handles(acceptLoss)
  async acceptLoss({ caller, shards }: RequestOf<typeof acceptLoss>): Promise<OutcomeOf<typeof acceptLoss>> {
    return granted({ accepted: [...(await this.shards.acceptLoss(caller, shards))] });
  }
}
