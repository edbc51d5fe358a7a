import { canonicalOperation, managementOperation, type ManagementOperation, type OperationFacts } from '@portcullis/access';
import type { PanelCall } from '@portcullis/cpanel';
import { authoriseCall } from './authorise-call.js';
import { editToken } from './edit-token.js';
import { issueToken } from './issue-token.js';
import type { DenialLog, Origin, UpstreamKeys } from './ports.js';
import type { PresentedToken } from './presented-token.js';
import type { Target } from './read-target.js';
import { uapiTokenFunctions } from './serve-uapi-tokens.js';
import { whmTokenFunctions } from './serve-whm-tokens.js';
import { sentence, type TokenFunction, type TokenOutcome, type TokenServing } from './token-serving.js';
import { inWords } from './told-denial.js';

type Deps = Omit<TokenServing, 'issue' | 'edit'> & { readonly denials: DenialLog; readonly sealKeys: UpstreamKeys };

/**
 * The functions of panels for API tokens, answered from our own store: a token that the panel made would escape every check of
 * the gateway. Each is one of our own operations by another name, and is authorised and bounded as that.
 * `target`: whose tokens they are; null: there is no such account.
 */
export function serveTokens(deps: Deps) {
  const authorise = authoriseCall(deps);
  const serving: TokenServing = { ...deps, issue: issueToken(deps), edit: editToken(deps) };
  const functions: ReadonlyMap<string, TokenFunction> = new Map(Object.entries({ ...uapiTokenFunctions(serving), ...whmTokenFunctions(serving) }));
  return async (call: Pick<PanelCall, 'api' | 'module' | 'function' | 'arguments'>, presented: PresentedToken, target: Target | null, origin: Origin): Promise<TokenOutcome> => {
    const name = call.api === 'whm' ? `WHM::${call.function}` : `${call.module}::${call.function}`;
    const operation: OperationFacts | null = managementOperation(canonicalOperation(name));
    const serve = functions.get(name);
    if (operation === null || serve === undefined) return { ok: false, text: `There is no function ${call.function} for tokens.` };
    const authorised = await authorise(presented, operation.name as ManagementOperation, target, origin);
    if (!authorised.ok) return { ok: false, text: inWords(sentence(authorised.refusal), authorised.refusal.denial) };
    // The door has taken what grants for one call the request rests on.
    const { caller, target: found } = authorised.value;
    return serve({ caller, target: found, origin, presented, given: call.arguments, respondAsync: false });
  };
}
