-- Give a live session the scope that was read anew; an ended session is never brought back, and
-- nothing is written where the scope changed again since the caller's check (`generation` is then
-- another than the caller saw).
-- KEYS: session.  ARGV: viewer JSON, generation, generation that the caller saw, books.
local known = redis.call('HGET', KEYS[1], 'generation')
if not known then return 0 end
if known == ARGV[3] then
  redis.call('HSET', KEYS[1], 'viewer', ARGV[1], 'generation', ARGV[2], 'books', ARGV[4])
end
return 1
