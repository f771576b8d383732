import { DEFAULT } from '../../cluster/drift/words.js';
import { list } from '../../text/message.js';
import type { DriftReport } from '../drift.js';
import {
  acceptedTitle,
  generatedFiles,
  generatedTitle,
  heldIn,
  onlyThereFiles,
  onlyThereTitle,
  ownerOf,
  passedTitle,
  placeOf,
  type Reason,
  reasonsOf,
  silencersOf,
  unknownTitle,
  unseenText,
} from '../drift-aside.js';
import { details } from './clusters.js';
import { breakable, type Markup, markup } from './markup.js';

/** Addresses in one list; the JSON has all. */
const MOST = 100;
const LONGEST = 300;

/** What is no drift, folded, for it is long and seldom asked for; what fits nothing is open, for it is a mistake. */
export function asideParts(drift: DriftReport): Markup[] {
  const reasons = reasonLists(reasonsOf(drift));
  const unused = drift.unused.map(
    ({ cluster, list, glob }) => markup`<li>${list} <code>${breakable(glob)}</code> of cluster ${cluster}</li>`,
  );
  const unseen = unseenText(drift);
  const generated = generatedTitle(drift);
  const onlyThere = onlyThereTitle(drift);
  return [
    unseen === '' ? [] : markup`<p>${unseen}.</p>`,
    unused.length === 0
      ? []
      : markup`<h3>Fits no setting</h3>
<ul>${unused}</ul>`,
    drift.accepted.length === 0 ? [] : details(acceptedTitle(drift), false, markup`${reasonLists(silencersOf(drift))}`),
    reasons.length === 0 ? [] : details(passedTitle(drift), false, markup`${reasons}`),
    drift.unknown.length === 0 ? [] : details(unknownTitle(drift), false, unknownList(drift)),
    onlyThere === null ? [] : details(onlyThere, false, addressList(onlyThereFiles(drift))),
    generated === null ? [] : details(generated, false, addressList(generatedFiles(drift))),
  ].flat();
}

function reasonLists(reasons: readonly Reason[]): Markup[] {
  return reasons.map(
    ({ reason, number, addresses }) => markup`<h3>${reason} <span class="muted">(${number})</span></h3>
${addressList(addresses)}`,
  );
}

/** Each with what the nodes have of it. */
function unknownList({ unknown }: DriftReport): Markup {
  const items = unknown.slice(0, MOST).map((one) => {
    const held = heldIn(one, LONGEST).map(({ nodes, value, default: isDefault }, index) => {
      const text = value === null ? 'absent' : value === '' ? 'empty' : null;
      return markup`${index === 0 ? ': ' : ' · '}${list(nodes)} ${text === null ? markup`<code>${value}</code>` : markup`<em>${text}</em>`}${isDefault ? DEFAULT : ''}`;
    });
    return markup`<li><code>${breakable(one.address)}</code> <span class="muted">(${placeOf(one)}, ${ownerOf(one)})</span>${held}</li>`;
  });
  return listOf(items, unknown.length);
}

function listOf(items: readonly Markup[], all: number): Markup {
  const more = all - items.length;
  return markup`<ul>${items}${more > 0 ? markup`<li>and ${more} more</li>` : null}</ul>`;
}

function addressList(addresses: readonly string[]): Markup {
  const items = addresses.slice(0, MOST).map((address) => markup`<li><code>${breakable(address)}</code></li>`);
  return listOf(items, addresses.length);
}
