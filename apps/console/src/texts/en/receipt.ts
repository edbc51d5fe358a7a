/** `dead`: what was ended. `inForce`: what counts anew. */
export const receipt = {
  dead: {
    done_one: 'Dead on {{done}} of {{count}} gateway after {{time}}.',
    done_other: 'Dead on {{done}} of {{count}} gateways after {{time}}.',
    pending_one: 'Dead on {{done}} of {{count}} gateway so far. It stops within seconds.',
    pending_other: 'Dead on {{done}} of {{count}} gateways so far. The others stop within seconds.',
    nobody: 'Dead at once: no gateway had it in memory.',
  },
  inForce: {
    done_one: 'In force on {{done}} of {{count}} gateway after {{time}}.',
    done_other: 'In force on {{done}} of {{count}} gateways after {{time}}.',
    pending_one: 'In force on {{done}} of {{count}} gateway so far. It follows within seconds.',
    pending_other: 'In force on {{done}} of {{count}} gateways so far. The others follow within seconds.',
    nobody: 'In force at once: no gateway had the old state in memory.',
  },
  fenced_one: 'One of them said nothing, and had to stop answering.',
  fenced_other: '{{count}} of them said nothing, and had to stop answering.',
  nothing: 'There was nothing left to take: it was over everywhere before.',
  instantly: 'less than 1 ms',
} as const;
