-- Something that kept answers show is being written of these books: until all who write are done
-- no answer is kept of them. Who never comes back is waited for as long as ARGV says.
-- KEYS: the books.  ARGV: a new version, ms.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, book in ipairs(KEYS) do
  local found = redis.call('HMGET', book, 'writers', 'lately')
  local writers = 0
  if now < tonumber(found[2] or '0') then writers = tonumber(found[1] or '0') end
  redis.call('HSET', book, 'version', ARGV[1], 'writers', writers + 1,
    'lately', string.format('%d', now + ARGV[2]))
end
return 1
