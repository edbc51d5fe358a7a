import { catalogueHttp as http, type AnswerOf } from '@portcullis/contracts';
import { granted, refused } from '@portcullis/kernel';
import { Controller, Inject } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../../../domain/list-cursor.js';
import { GATEWAY, type Gateway } from '../../../gateway.js';
import { pageOrProblem } from '../answers.js';
import { Serves, TheCall, type Call } from '../serves.js';

/** The same for everybody: what can be granted, not who may. */
@Controller()
export class CatalogueController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Serves(http.readCatalogue)
  read(): AnswerOf<typeof http.readCatalogue> {
    const { version, presets, features } = this.gateway.grantCatalogue;
    return {
      version,
      presets: presets.map(({ kinds, parts, ...preset }) => ({ ...preset, kinds: kinds.map((kind) => ({ ...kind })), parts: parts.map(({ operation, on }) => ({ operation, on: on && [...on] })) })),
      features: features.filter(({ risk }) => risk === null).map(({ name, rolling }) => ({ name, rolling })),
      privileges: features.flatMap(({ name, risk, rolling }) => (risk === 'normal' || risk === 'escalates' ? [{ name, rolling, risk }] : [])),
    };
  }

  @Serves(http.listCatalogueOperations)
  list(@TheCall() { query: { limit, cursor, feature, module } }: Call<typeof http.listCatalogueOperations>): AnswerOf<typeof http.listCatalogueOperations> {
    const { operations, escalationOf } = this.gateway.grantCatalogue;
    const list = [feature ?? null, module ?? null];
    const after = cursor === undefined ? '' : decodeCursor(cursor, list);
    const from = pageOrProblem(after === null ? refused({ code: 'invalid_request', detail: 'must be what the page before gave as next' }) : granted(after));
    const meant = operations.filter(({ name, features }) => name > from && (feature === undefined || features.includes(feature)) && (module === undefined || name.startsWith(`${module}::`)));
    const items = meant.slice(0, limit).map(({ name, access, features }) => {
      const escalation = escalationOf(name);
      return { name, access, features: [...features], escalates: escalation && { reason: escalation.reason, unlessOn: [...escalation.unlessOn] } };
    });
    return { items, next: meant.length > limit ? encodeCursor(items.at(-1)!.name, list) : null };
  }
}
