#!/bin/bash
# pair.sh variant epochs foldA foldB
export PYTHONPATH=.:models/tried
for f in $3 $4; do .venv/bin/python models/tried/run.py $1 $f $2 > build/tried/log-$1-$2-$f.txt 2>&1 & done; wait
.venv/bin/python models/tried/show.py $3$4 $1-$2
