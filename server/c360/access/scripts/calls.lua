-- Count a call of an API client: one more than so many a minute has to wait (ms).
-- KEYS: counter.  ARGV: how many a minute.
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], 60000) end
if count > tonumber(ARGV[1]) then return redis.call('PTTL', KEYS[1]) end
return 0
