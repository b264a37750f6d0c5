-- wrk: every request books a call for a number of its own,
-- in one window after the other. Arguments: path, first number, windows with commas between.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  path = args[1]
  -- Each run and each thread has numbers of its own.
  first = tonumber(args[2]) + number * 1000000
  count = 0
  windows = {}
  for id in string.gmatch(args[3], "[^,]+") do windows[#windows + 1] = id end
end

function request()
  count = count + 1
  local body = string.format(
    '{"window":"%s","name":"Rosa Ferrer","phone":"%d","matter":"No puc signar",'
      .. '"language":"ca","consent":true}',
    windows[count % #windows + 1], first + count)
  return wrk.format("POST", path, {["Content-Type"] = "application/json"}, body)
end
