"""Connected digits: network outputs, Viterbi search, and the words found."""
