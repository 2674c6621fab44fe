-- Check a session, touch it (by a thousandth of the idle time at least: a page asks for many
-- answers at once, and each touch goes to the disk), keep the highest generation seen and write the look: one round trip.
-- Answers also up to where the primary's log holds what the user wrote lately (0: nothing).
-- A search is counted too: one more than `searches` of the user in a minute has to wait (ms).
-- For an answer that shows what users write: the versions of the session's books, under which it
-- may be kept ('' while one of them is being written, or where the session names none), and `wrote`
-- is what anybody wrote of them lately. A version that is lost never comes back.
-- KEYS: session, generation, audit.  ARGV: idle ms, absolute ms, touch (0|1), generation,
-- searches (0: this is none), a new version ('': no book is asked for), then the look's fields and
-- values (none: nothing is written).
local found = redis.call('HMGET', KEYS[1], 'created', 'seen', 'viewer', 'generation', 'user',
  'books')
if not found[1] then return {'ended'} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local created, seen = tonumber(found[1]), tonumber(found[2])
if now - created >= tonumber(ARGV[2]) then
  redis.call('DEL', KEYS[1])
  return {'ended'}
end
if now - seen >= tonumber(ARGV[1]) then
  redis.call('DEL', KEYS[1])
  return {'idle'}
end
if ARGV[3] == '1' and now - seen >= tonumber(ARGV[1]) / 1000 then
  seen = now
  redis.call('HSET', KEYS[1], 'seen', string.format('%d', now))
end
local kept = redis.call('MGET', KEYS[2], 's:wrote:' .. found[5])
local highest, wrote = tonumber(kept[1] or '0'), tonumber(kept[2] or '0')
if tonumber(ARGV[4]) > highest then
  highest = tonumber(ARGV[4])
  redis.call('SET', KEYS[2], ARGV[4])
end
local versions, books = {}, found[6]
if ARGV[6] ~= '' and books and books ~= '' then
  for book in string.gmatch('all ' .. books, '%S+') do
    local key = 's:book:' .. book
    local of = redis.call('HMGET', key, 'version', 'writers', 'lately', 'log')
    if not of[1] then
      of[1] = ARGV[6]
      redis.call('HSET', key, 'version', of[1])
    end
    if versions then versions[#versions + 1] = book .. '=' .. of[1] end
    if now < tonumber(of[3] or '0') then
      if tonumber(of[2] or '0') > 0 then versions = nil end
      wrote = math.max(wrote, tonumber(of[4] or '0'))
    end
  end
end
if #ARGV > 6 then
  redis.call('XADD', KEYS[3], '*', 'user', found[5], unpack(ARGV, 7))
end
local wait = 0
local searches = tonumber(ARGV[5])
if searches > 0 then
  local counter = 's:searches:' .. found[5]
  local count = redis.call('INCR', counter)
  if count == 1 then redis.call('PEXPIRE', counter, 60000) end
  if count > searches then wait = redis.call('PTTL', counter) end
end
return {'live', created, seen, found[3], tonumber(found[4]), highest, wait, wrote,
  table.concat(versions or {}, ' ')}
