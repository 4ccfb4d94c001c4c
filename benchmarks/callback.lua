-- The callback that fills a page, for wrk: the addresses by turns; it ends with requests, errors and the 95th percentile as JSON.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept-Encoding"] = "gzip, deflate, br, zstd"
local bodies, turn = {}, 0
function init(args)
  for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
end
function request()
  turn = turn % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[turn])
end
function done(summary, latency)
  local errors = summary.errors
  print(string.format('{"requests": %d, "seconds": %f, "p95": %f, "errors": %d}', summary.requests, summary.duration / 1e6,
    latency:percentile(95) / 1e3, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
