# Sums up the XML reports of Surefire: totals, the slowest ten classes, and each failure with its file and line.
# -v seconds=N is how long the run took.

function attribute(name,    text) {
  if (!match($0, "[ <]" name "=\"[^\"]*\"")) return ""
  text = substr($0, RSTART, RLENGTH)
  sub(/^[^"]*"/, "", text)
  sub(/"$/, "", text)
  gsub(/&quot;/, "\"", text)
  gsub(/&apos;/, "'", text)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  gsub(/&#10;/, " ", text)
  gsub(/&amp;/, "\\&", text)
  return text
}

function finish_failure() {
  if (!open) return
  failed[++failures] = sprintf("  %s.%s%s\n      %s", class, method, place == "" ? "" : " (" place ")", why)
  open = 0
}

/<testsuite / {
  classes++
  tests += attribute("tests")
  skipped += attribute("skipped")
  time[attribute("name")] = attribute("time") + 0
  total += attribute("time")
  next
}
/<testcase / {
  class = attribute("classname")
  method = attribute("name")
}
/<(failure|error)[ >]/ {
  open = 1
  place = ""
  why = substr(attribute("message"), 1, 300)
  if (why == "") why = attribute("type")
}
# The frame of the test class that is nearest to the test method is the last one.
open && index($0, "at " class ".") && match($0, /\([^()]*\.java:[0-9]+\)/) {
  place = substr($0, RSTART + 1, RLENGTH - 2)
}
/<\/(failure|error)>/ || (/<(failure|error)[^>]*\/>/) { finish_failure() }

END {
  printf "\n%d tests in %d classes: %d failed, %d skipped; %d s, the classes together %d s\n",
    tests, classes, failures, skipped, seconds, total
  print "\nThe slowest classes, in seconds:"
  for (n = 1; n <= 10; n++) {
    slowest = ""
    for (name in time) if (slowest == "" || time[name] > time[slowest]) slowest = name
    if (slowest == "") break
    printf "%8.1f  %s\n", time[slowest], slowest
    delete time[slowest]
  }
  if (failures > 0) print "\nFailed:"
  for (n = 1; n <= failures; n++) print failed[n]
}
