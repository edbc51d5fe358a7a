import 'reflect-metadata';
import { HTTP_OPERATIONS, type HttpOperation } from '@portcullis/contracts';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { CONTROLLERS } from '../../gateway.module.js';
import { OPEN, SERVED_OPERATION } from './serves.js';

const published = Object.values(HTTP_OPERATIONS);

const routes = CONTROLLERS.flatMap((controller) =>
  Object.getOwnPropertyNames(controller.prototype)
    .map((name) => Object.getOwnPropertyDescriptor(controller.prototype, name)?.value as object | undefined)
    .filter((method) => method !== undefined && Reflect.hasMetadata(METHOD_METADATA, method))
    .map((method) => ({
      operation: Reflect.getMetadata(SERVED_OPERATION, method as object) as HttpOperation | undefined,
      open: Reflect.getMetadata(OPEN, method as object) === true,
    })),
);

describe('the routes', () => {
  it('serve every published operation once, and none that is not published', () => {
    const served = routes.flatMap(({ operation }) => (operation ? [`${operation.method} ${operation.path}`] : []));
    expect(served.sort()).toEqual(published.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('are open only where they say so', () => {
    expect(routes.filter(({ operation, open }) => (operation !== undefined) === open)).toEqual([]);
    expect(routes.filter(({ open }) => open)).toHaveLength(7);
  });
});
