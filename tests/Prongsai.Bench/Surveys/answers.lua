-- wrk: sends whole forms of 24 answers, each with a number of its own, each as if from another address. PATHS is a file of addresses, one a line.
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local run = tonumber(os.getenv("RUN"))
local threads = 0
local n = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init()
  math.randomseed(run * 1000 + id)
end

function request()
  n = n + 1
  local parts = { string.format("go=send-all&code=&token=%04x%08x%012x%08x", id, run, n, math.random(0, 2147483647)) }
  for cell = 0, 23 do
    parts[#parts + 1] = "&c" .. cell .. "=" .. math.random(1, 2)
  end
  return wrk.format("POST", paths[math.random(#paths)], {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = string.format("fd00:%x:%x::%x:%x", run, id, math.floor(n / 65536), n % 65536),
  }, table.concat(parts))
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.1f %.1f %.1f\n", summary.requests, summary.duration,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
