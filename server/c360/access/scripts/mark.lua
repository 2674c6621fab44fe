-- Make a live session read its scope anew; an ended one is never brought back.
-- KEYS: session.  ARGV: a negative number in the place of its generation.
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'generation', ARGV[1]) end
return 1
