import assert from 'node:assert/strict';

import { defineWorkload } from 'loop-or-pool';

export default defineWorkload({
  name: 'json',
  nature: 'cpu',
  description: 'writes orders as JSON, parses them again and adds them up',
  params: { orders: 5000 },
  inputs: ({ params, tasks }) =>
    Array.from({ length: tasks }, (_, index) => ({ cents: index + 1, orders: params.orders })),
  run({ cents, orders }: { cents: number; orders: number }) {
    const parsed = JSON.parse(JSON.stringify(makeOrders(cents, orders))) as Order[];
    return parsed.reduce((total, { item }) => total + item.cents * item.count, 0);
  },
  verify(outputs, { params: { orders }, tasks }) {
    const items = (orders * (orders + 1)) / 2;
    assert.deepEqual(
      outputs,
      Array.from({ length: tasks }, (_, index) => (index + 1) * items),
    );
  },
});

interface Order {
  id: string;
  paid: boolean;
  item: { title: string; cents: number; count: number };
}

/** Order n asks for n pieces, so that the sum is known without adding up. */
function makeOrders(cents: number, orders: number): Order[] {
  return Array.from({ length: orders }, (_, index) => ({
    id: `order-${index}`,
    paid: index % 3 === 0,
    item: { title: `piece no. ${index}`, cents, count: index + 1 },
  }));
}
