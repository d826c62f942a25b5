#!/bin/bash
export PYTHONPATH=.:models/tried
for v in "$@"; do
for f in 4 0; do .venv/bin/python models/tried/run.py $v $f 12 > build/tried/log-$v-$f.txt 2>&1 & done; wait
.venv/bin/python models/tried/show.py 40 $v-12 >> build/tried/table.txt 2>&1
done
