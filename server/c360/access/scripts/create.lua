-- Begin a session; the user's oldest end when there are too many.
-- KEYS: session, user's sessions, audit.  ARGV: session hash, viewer JSON, generation, user,
-- absolute ms, sessions allowed, address, books, then the audit record's fields and values.
local time = redis.call('TIME')
local now = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('HSET', KEYS[1], 'created', now, 'seen', now, 'viewer', ARGV[2],
  'generation', ARGV[3], 'user', ARGV[4], 'address', ARGV[7],
  'books', ARGV[8])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
for _, other in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if redis.call('EXISTS', 's:' .. other) == 0 then redis.call('ZREM', KEYS[2], other) end
end
while redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[6]) do
  redis.call('DEL', 's:' .. redis.call('ZPOPMIN', KEYS[2])[1])
end
redis.call('ZADD', KEYS[2], now, ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('XADD', KEYS[3], '*', 'user', ARGV[4], unpack(ARGV, 9))
return now
