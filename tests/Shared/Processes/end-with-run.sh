#!/bin/sh
# Kills every process of a test run once the run itself has ended, however it ended: by SIGKILL too.
#
# usage: env -u JSCCGRID_TEST_RUN setsid -f sh end-with-run.sh MARK <PIPE
#
# The run holds the other end of PIPE, and nobody else does. Whatever the run starts, by itself or through others, carries MARK: in
# the value of the environment variable JSCCGRID_TEST_RUN, or in the name of a file that it has inherited open. Either is enough:
# some programs overwrite their environment (Redis, to set its title), others close what they inherit (Node.js, for its children).
mark=${1:?the mark of the run}
trap '' HUP INT TERM
exec >/dev/null 2>&1
while read -r _; do :; done
exec </dev/null

marked() {
    {
        grep -lsz -- "^JSCCGRID_TEST_RUN=.*$mark" /proc/[0-9]*/environ
        find /proc/[0-9]*/fd -maxdepth 1 -lname "*$mark*"
    } | cut -d/ -f3 | sort -u
}

# A process that is being started while we look is found by the next look.
look=0
while [ $look -lt 100 ]; do
    found=$(marked)
    [ -n "$found" ] || exit 0
    kill -KILL $found
    sleep 0.1
    look=$((look + 1))
done
