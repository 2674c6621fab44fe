// Tell Directus which fields lead from a customer to the accounts and bookings of that customer.
const base = `http://127.0.0.1:${process.env.PORT}`
const headers = { Authorization: `Bearer ${process.env.ADMIN_TOKEN}`, 'Content-Type': 'application/json' }

async function call(method, path, body) {
  const answer = await fetch(base + path, { method, headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}

for (const many of ['holding', 'txn']) {
  const field = many === 'txn' ? 'transactions' : 'holdings'
  await call('POST', '/fields/customer', { field, type: 'alias', meta: { special: ['o2m'] } })
  await call('POST', '/relations', {
    collection: many, field: 'customer_id', related_collection: 'customer',
    meta: { one_field: field }, schema: null,
  })
}
