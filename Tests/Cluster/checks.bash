# Counting checks, for the scripts beside this one. A check that fails shows what it printed, and the next one runs.
passed=0
failed=0

# check NAME COMMAND...: runs a command, such as a function, in a shell of its own that ends at the first failure.
check() {
  local name=$1 output status
  shift
  # Not as the condition of an `if`, where bash would go on after a failure.
  set +e
  output=$(set -e; "$@" 2>&1 </dev/null)
  status=$?
  set -e
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "failed: $name"
    sed 's/^/  > /' <<<"$output"
  fi
}

# expect CODE COMMAND...: runs a command for at most a minute and wants this exit code.
expect() {
  local code=$1 status=0
  shift
  timeout 60 "$@" || status=$?
  [ "$status" -eq "$code" ] || { echo "exit code $status instead of $code: $*"; return 1; }
}

# finish NAME: says how many checks passed; its exit code is 1 where one failed.
finish() {
  echo "$1: $passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
