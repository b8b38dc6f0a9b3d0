/** Nodes that lie on a cycle of a directed graph: strongly connected components, after Tarjan, without recursion. */
export function onCycles(edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circular = new Set<string>();
  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const path: { node: string; next: number }[] = [];
    const enter = (node: string) => {
      low.set(node, order.size);
      order.set(node, order.size);
      open.push(node);
      isOpen.add(node);
      path.push({ node, next: 0 });
    };
    enter(root);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { node } = step;
      const follower = edges.get(node)?.[step.next];
      if (follower !== undefined) {
        step.next += 1;
        if (!order.has(follower)) enter(follower);
        else if (isOpen.has(follower)) lower(low, node, order.get(follower));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) lower(low, parent.node, low.get(node));
      if (low.get(node) === order.get(node)) close(node);
    }
  }
  return circular;

  function close(node: string): void {
    const component = open.splice(open.indexOf(node));
    for (const one of component) isOpen.delete(one);
    const [only] = component;
    if (component.length > 1 || (only !== undefined && edges.get(only)?.includes(only))) {
      for (const one of component) circular.add(one);
    }
  }
}

function lower(low: Map<string, number>, node: string, value: number | undefined): void {
  if (value !== undefined && value < (low.get(node) ?? Infinity)) low.set(node, value);
}
