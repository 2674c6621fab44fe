-- Give a live session its scope of a new publication; an ended session is never brought back,
-- and a slower process never puts an older publication's scope over a newer one's.
-- KEYS: session.  ARGV: viewer JSON, generation.
local known = redis.call('HGET', KEYS[1], 'generation')
if not known then return 0 end
if tonumber(ARGV[2]) >= tonumber(known) then
  redis.call('HSET', KEYS[1], 'viewer', ARGV[1], 'generation', ARGV[2])
end
return 1
