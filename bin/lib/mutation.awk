# Prints for each package how many mutations a test notices, and lists the others. The first file promises a percentage for
# packages ("phone 80"), the second is the XML report of PIT. Ends with 1 if a promise is not kept.

function field(name,    text) {
  if (!match($0, "<" name ">[^<]*</" name ">")) return ""
  text = substr($0, RSTART + length(name) + 2, RLENGTH - 2 * length(name) - 5)
  gsub(/&lt;/, "<", text)
  gsub(/&gt;/, ">", text)
  return text
}

FNR == NR {
  if ($0 !~ /^#/ && NF == 2) {
    packages[++count] = $1
    promised[$1] = $2
  }
  next
}
/<mutation / {
  class = field("mutatedClass")
  noticed = index($0, "detected='true'") > 0
  for (i = 1; i <= count; i++) {
    if (index(class, "dev.firstring." packages[i] ".") == 1) {
      all[packages[i]]++
      killed[packages[i]] += noticed
    }
  }
  if (!noticed) {
    untested = index($0, "'NO_COVERAGE'") > 0 ? "no test comes here" : "no test fails"
    printf "%s.%s, line %s: %s (%s)\n", class, field("mutatedMethod"), field("lineNumber"), field("description"), untested
  }
}

END {
  printf "\n%-20s %9s %9s %9s\n", "package", "mutations", "noticed", "promised"
  for (i = 1; i <= count; i++) {
    name = packages[i]
    if (!all[name]) continue
    score = 100 * killed[name] / all[name]
    printf "%-20s %9d %8.1f%% %8d%%\n", name, all[name], score, promised[name]
    if (score < promised[name]) broken = 1
  }
  exit broken
}
