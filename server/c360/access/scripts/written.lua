-- One of those who write of these books is done: it is committed, or never will be. The version is
-- new once more, for the one that `writing` gave may have been lost. Whoever read a newer day than
-- the writer may have kept the customer under another book: then every book has a new version.
-- KEYS: generation, every book, the books.
-- ARGV: a new version, ms, the writer's generation, up to where the primary's log holds it (0).
local time = redis.call('TIME')
local lately = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2])
local function renew(book, done)
  local found = redis.call('HMGET', book, 'writers', 'log')
  redis.call('HSET', book, 'version', ARGV[1], 'lately', lately,
    'writers', math.max(0, tonumber(found[1] or '0') - done),
    'log', string.format('%d', math.max(tonumber(found[2] or '0'), tonumber(ARGV[4]))))
end
if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[3]) then renew(KEYS[2], 0) end
for number = 3, #KEYS do renew(KEYS[number], 1) end
return 1
